import { countNodes } from '../macos/count-nodes.ts';
import { parseProductName } from '../macos/product-name.ts';

/**
 * What stays of the report on a security chip or a radio. The rest holds serial numbers, addresses, and under the lists of
 * devices the names people gave to their things.
 */
const KEPT_VALUES = new Set([
  '_name',
  'ibridge_model_name',
  'controller_state',
  'controller_transport',
  'controller_chipset',
]);
/** Names of parts, none of them given by a person. */
const PART_NAME = /^(controller_properties|(device|general|local)_[a-z_]{1,40})$/;
const MAX_NODES = 50;

/** What each of macOS' own tools printed, cut to what probes look at. Null when it is no such tool. */
export function clearMacCommand(file: string, stdout: string): string | null {
  return tools.get(file)?.(stdout) ?? null;
}

const tools: ReadonlyMap<string, (stdout: string) => string> = new Map([
  ['/usr/sbin/ioreg', clearDeviceTree],
  ['/usr/sbin/system_profiler', clearSystemProfile],
  ['/usr/bin/profiles', clearProfilesStatus],
  ['/usr/bin/fdesetup', clearFileVault],
]);

/** As many nodes as there were, empty but for the product's name. What cannot be read stays unreadable. */
function clearDeviceTree(stdout: string): string {
  const nodes = countNodes(stdout);
  if (nodes === 'unreadable') return '<plist';
  if (nodes === 0) return '';
  const name = parseProductName(stdout);
  const first =
    name === null
      ? '<dict/>'
      : `<dict><key>product-name</key><data>${Buffer.from(`${name}\0`).toString('base64')}</data></dict>`;
  const others = '<dict/>'.repeat(Math.min(nodes, MAX_NODES) - 1);
  return `<plist version="1.0"><array>${first}${others}</array></plist>\n`;
}

function clearSystemProfile(stdout: string): string {
  let report: unknown;
  try {
    report = JSON.parse(stdout);
  } catch {
    return '';
  }
  if (!isObject(report)) return '';
  const kept = Object.entries(report)
    .filter(([type]) => /^SP[A-Za-z]{1,40}DataType$/.test(type))
    .map(([type, parts]) => [type, Array.isArray(parts) ? parts.map(clearPart) : null]);
  return `${JSON.stringify(Object.fromEntries(kept))}\n`;
}

/** A part with the names of its members as far as they tell its layout, and of their values only the harmless ones. */
function clearPart(part: unknown): unknown {
  if (!isObject(part)) return null;
  const kept = Object.entries(part).map(([name, value]) => {
    if (KEPT_VALUES.has(name)) return [name, typeof value === 'string' ? value.slice(0, 60) : null];
    if (!PART_NAME.test(name)) return ['other', null];
    return [name, name === 'controller_properties' ? clearPart(value) : null];
  });
  return Object.fromEntries(kept);
}

/** Not the line with the address of the server. */
function clearProfilesStatus(stdout: string): string {
  const kept = stdout.match(/^[ \t]*(Enrolled via DEP|MDM enrollment):.{0,40}$/gim) ?? [];
  return kept.map((line) => `${line.replace(/https?:.*$/i, '')}\n`).join('');
}

/** FileVault's own lines, and that somebody is to switch it on later, not who. */
function clearFileVault(stdout: string): string {
  const kept =
    stdout.match(
      /^[ \t]*(FileVault is (On|Off)\b[^'"\n]{0,80}|(En|De)cryption in progress\b[^'"\n]{0,60}|Deferred enablement)/gm,
    ) ?? [];
  return kept.map((line) => `${line}\n`).join('');
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
