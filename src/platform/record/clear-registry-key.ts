import type { RegistryKey, RegistryValue } from '../windows/registry.ts';
import { directoryIdKey, type RedactText, secretKey } from './redact-text.ts';
import type { WindowsStandIns } from './windows-stand-ins.ts';

/** Values that name a person, a device or an organisation, or an address inside one. */
const NAMES =
  /^auto ?config ?url$|user ?e-?mail|user ?name|^upn$|user ?principal|device ?(display ?)?name|^dns|host ?name|computer ?name|registered ?(owner|organi[sz]ation)|tenant ?(display ?)?name/i;
/** Below these a plain GUID is the id of a tenant or device, and `DisplayName` the name of an organisation. */
const OF_DIRECTORY =
  /\\(CloudDomainJoin|WorkplaceJoin|PassportForWork|TenantInfo|JoinInfo|Enrollments)(\\|$)/i;
const PLAIN_GUID = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i;
const THUMBPRINT = /^[0-9a-f]{40}$/i;

/** One part of a registry path. */
function clearName(name: string, isOfDirectory: boolean, text: RedactText, ids: WindowsStandIns): string {
  if (isOfDirectory && PLAIN_GUID.test(name)) return ids.directoryId(name);
  return isOfDirectory && THUMBPRINT.test(name) ? ids.thumbprint(name) : text(name);
}

/** A registry path as it may be written down. */
export function clearRegistryPath(path: string, text: RedactText, ids: WindowsStandIns): string {
  const isOfDirectory = OF_DIRECTORY.test(`\\${path}`);
  return path
    .split('\\')
    .map((name) => clearName(name, isOfDirectory, text, ids))
    .join('\\');
}

/** A registry key as it may be written down; what it holds keeps its form. `path` is where it stands. */
export function clearRegistryKey(
  key: RegistryKey,
  path: string,
  text: RedactText,
  ids: WindowsStandIns,
): RegistryKey {
  const isOfDirectory = OF_DIRECTORY.test(`\\${path}`);
  const values = Object.entries(key.values).map(([name, value]) => [
    text(name),
    clearValue(name, value, isOfDirectory, text, ids),
  ]);
  const keys = Object.entries(key.keys).map(([name, below]) => {
    const inside = `${path}\\${name}`;
    return [
      clearName(name, OF_DIRECTORY.test(`\\${inside}`), text, ids),
      'problem' in below ? below : clearRegistryKey(below, inside, text, ids),
    ];
  });
  return { values: Object.fromEntries(values), keys: Object.fromEntries(keys) };
}

function clearValue(
  name: string,
  value: RegistryValue,
  isOfDirectory: boolean,
  text: RedactText,
  ids: WindowsStandIns,
): RegistryValue {
  const isName = secretKey.test(name) || NAMES.test(name) || (isOfDirectory && /^display ?name$/i.test(name));
  const clear = (one: string) => {
    if (isName) return one === '' ? '' : 'REDACTED';
    return directoryIdKey.test(name) && PLAIN_GUID.test(one) ? ids.directoryId(one) : text(one);
  };
  if (value.type === 'text') return { type: 'text', data: clear(value.data) };
  if (value.type === 'texts') return { type: 'texts', data: value.data.map(clear) };
  if (value.type === 'binary')
    return isName ? { type: 'binary', data: '' } : { ...value, data: text(value.data) };
  return value;
}
