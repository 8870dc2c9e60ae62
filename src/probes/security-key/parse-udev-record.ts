import type { UdevMark } from '../../contract/facts/security-key.ts';

/** The tag by which logind gives a device to whoever sits at the machine: 73-seat-late.rules of systemd. */
const SEAT_TAG = 'uaccess';

/**
 * What a file of udev's database says of a FIDO key. Lines are `X:value`; from systemd 247 on `V:1` says that `G:` names every tag
 * the device ever had and `Q:` those it has now, before that there is `G:` alone
 * (https://github.com/systemd/systemd/blob/main/src/libsystemd/sd-device/device-private.c, device_update_db).
 */
export function parseUdevRecord(text: string): Exclude<UdevMark, 'no-record'> {
  const lines = text.split('\n').map((line) => line.trim());
  const tagLine = lines.some((line) => line.startsWith('V:')) ? 'Q' : 'G';
  if (lines.includes(`${tagLine}:${SEAT_TAG}`)) return 'tagged';
  // Both are set by fido_id, the first since systemd 248 or so:
  // https://github.com/systemd/systemd/blob/main/src/udev/fido_id/fido_id.c
  const isToken = lines.some((line) => /^E:ID_(FIDO|SECURITY)_TOKEN=1$/.test(line));
  return isToken ? 'token' : 'untagged';
}
