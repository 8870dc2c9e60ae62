import { z } from 'zod';
import { mayBeSecret } from '../../contract/catalogue-checks.ts';
import type { When } from '../../contract/settings-test.ts';
import type { SettingsQuestion } from './answer-questions.ts';
import { branch, leaf, type SettingsNode, wholeFile } from './settings-node.ts';

/** `a{sa{sv}}`, as https://networkmanager.dev/docs/api/latest/gdbus-org.freedesktop.NetworkManager.Settings.Connection.html gives it. */
const Settings = z.record(z.string(), z.record(z.string(), z.unknown()));

/** What key files call some settings: https://networkmanager.dev/docs/api/latest/nm-settings-keyfile.html */
const namesInFiles: Readonly<Record<string, string>> = {
  '802-3-ethernet': 'ethernet',
  '802-11-wireless': 'wifi',
  '802-11-wireless-security': 'wifi-security',
};
/** Where key files keep secrets of a VPN. The service leaves them out. */
const SECRETS = 'vpn-secrets';

/**
 * A connection as NetworkManager's service describes it, in the form that its key file has: the plug-in's own settings stand among those of `[vpn]`.
 * Null where the answer has another form.
 */
export function connectionTree(settings: unknown): SettingsNode | null {
  const known = Settings.safeParse(settings);
  if (!known.success) return null;
  const sections = Object.entries(known.data).map(([name, { data, secrets: _secrets, ...values }]) => {
    const own = name === 'vpn' && isObject(data) ? Object.entries(data) : [];
    const rest = Object.entries(name === 'vpn' || data === undefined ? values : { ...values, data });
    return branch(
      namesInFiles[name] ?? name,
      [...own, ...rest].flatMap(([key, value]) => leafOf(key, value)),
    );
  });
  return wholeFile(sections);
}

/**
 * Whether the service's answer can decide the question. Secrets are never in it, so "is not set" would be no answer:
 * https://networkmanager.dev/docs/api/latest/gdbus-org.freedesktop.NetworkManager.Settings.Connection.html
 */
export function isToldByService({ each, only, cases }: SettingsQuestion): boolean {
  if (each !== undefined) return false;
  return [only, ...cases.map(({ when }) => when)].flatMap(pathsIn).every((path) => {
    const [section = ''] = path.toLowerCase().split('/');
    if (section === SECRETS || section === '*' || section === '**') return false;
    // Of a VPN what may not be told has the section of its own.
    return section === 'vpn' || section === 'connection' || !mayBeSecret(path);
  });
}

function pathsIn(when: When | undefined): string[] {
  if (when === undefined) return [];
  return (Array.isArray(when) ? when : [when]).flatMap((one) => Object.keys(one));
}

/** Lists end with a semicolon in key files; what is deeper is written there in another form and left out. */
function leafOf(name: string, value: unknown): SettingsNode[] {
  if (Array.isArray(value)) {
    if (!value.every((one) => typeof one === 'string')) return [];
    return [leaf(name, value.map((one) => `${one};`).join(''))];
  }
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
    ? [leaf(name, String(value))]
    : [];
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
