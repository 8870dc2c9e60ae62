/**
 * Stand-ins for ids by which Windows tells accounts, devices and tenants apart. The same id is the same stand-in throughout a recording,
 * in questions, keys and values, so that a replay still asks what was recorded.
 */
export type WindowsStandIns = {
  /** SIDs, serial parts of device paths, and directory ids learned so far. */
  text(text: string): string;
  /** The stand-in of a directory id, learned with it. */
  directoryId(guid: string): string;
  /** The stand-in of a certificate's thumbprint. */
  thumbprint(hex: string): string;
};

/**
 * Accounts and domains of machines and directories (S-1-5-21-…, S-1-12-1-…); well-known ones such as S-1-5-18 tell nobody apart.
 * https://learn.microsoft.com/en-us/windows-server/identity/ad-ds/manage/understand-security-identifiers
 */
const SID = /\bS-1-(5-21|12-1)(?:-\d{1,10}){1,15}/gi;
/**
 * `\\?\hid#vid_1050&pid_0407&mi_01#7&1a2b3c4d&0&0000#{…}` and `USB\VID_1050&PID_0407\0012345678`: the part behind the hardware id is a
 * place in the machine or the serial number.
 * https://learn.microsoft.com/en-us/windows-hardware/drivers/install/device-instance-ids
 */
const INTERFACE_PATH = /(\\\\[?.]\\[a-z]{2,20}#[^#\s"]{1,200}#)([^#\s"]{1,200})(?=#)/gi;
const INSTANCE_ID =
  /(\b(?:USB|HID|BTHENUM|BTHLE|BTHLEDEVICE|USBSTOR|SWD|ROOT)\\[^\\\s"]{1,200}\\)([^\\\s"]{1,200})/gi;
const GUID = /[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}/gi;
const NO_GUID = /^[0-]+$/;

export function windowsStandIns(): WindowsStandIns {
  const numberOf = numbering();
  const guids = new Set<string>();
  const standForGuid = (guid: string) =>
    `00000000-0000-4000-8000-${String(numberOf('guid', guid)).padStart(12, '0')}`;
  const directoryId = (guid: string) => {
    // Nothing but zeros is no id; a stand-in met again stays itself.
    if (NO_GUID.test(guid) || guid.startsWith('00000000-0000-4000-8000-')) return guid;
    guids.add(guid.toLowerCase());
    return standForGuid(guid);
  };
  const text = (given: string) => {
    let cleared = given.replace(
      SID,
      (sid, kind: string) => `S-1-${kind}-0-0-0-${1000 + numberOf('sid', sid)}`,
    );
    for (const path of [INTERFACE_PATH, INSTANCE_ID])
      cleared = cleared.replace(path, (_whole, before: string, instance: string) => {
        return `${before}instance-${numberOf('instance', instance)}`;
      });
    if (guids.size === 0) return cleared;
    return cleared.replace(GUID, (guid) => (guids.has(guid.toLowerCase()) ? standForGuid(guid) : guid));
  };
  const thumbprint = (hex: string) => String(numberOf('thumbprint', hex)).padStart(hex.length, '0');
  return { text, directoryId, thumbprint };
}

/** Numbers things as they come, each kind from 1, without regard to upper and lower case. A stand-in of ours keeps its number. */
function numbering(): (kind: string, thing: string) => number {
  const numbers = new Map<string, number>();
  const counts = new Map<string, number>();
  return (kind, thing) => {
    const key = `${kind} ${thing.toLowerCase()}`;
    const known = numbers.get(key);
    if (known !== undefined) return known;
    const next = (counts.get(kind) ?? 0) + 1;
    counts.set(kind, next);
    numbers.set(key, next);
    return next;
  };
}
