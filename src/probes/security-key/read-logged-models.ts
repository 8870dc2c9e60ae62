import type { ProbeReach } from '../../platform/reach.ts';
import { knownReading, type Unknown, unknown } from '../probe.ts';
import { askNative, whyUncalled } from '../windows/ask-native.ts';
import type { Key } from './ask-keys.ts';

/**
 * Windows notes each use of a key for WebAuthn in its own log: event 2104 with the model, the device path and whether it is U2F only.
 * Fields by the provider's manifest: https://github.com/repnz/etw-providers-docs (Microsoft-Windows-WebAuthN); their use:
 * https://github.com/MichaelGrafnetter/webauthn-interop
 */
const CHANNEL = 'Microsoft-Windows-WebAuthN/Operational';
const QUERY = "*[System[Provider[@Name='Microsoft-Windows-WebAuthN'] and (EventID=2104)]]";
const MOST_EVENTS = '500';
/** Nothing else is asked for: other fields and events of this log name people. */
const VALUES = [
  'Event/System/TimeCreated/@SystemTime',
  'Event/EventData/Data[@Name="AAGuid"]',
  'Event/EventData/Data[@Name="DevicePath"]',
  'Event/EventData/Data[@Name="U2fProtocol"]',
] as const;

export type LoggedModels = ReadonlyMap<string, ReadonlySet<string>>;

/** Models by USB ids as the log tells them. */
export async function readLoggedModels(reach: ProbeReach): Promise<LoggedModels | Unknown> {
  const asked = await askNative(reach, 'events', CHANNEL, QUERY, MOST_EVENTS, ...VALUES);
  if (!asked.ok) return asked.unknown;
  if (!('rows' in asked.answer)) return whyUncalled('log of uses of keys', asked.answer);
  const models = new Map<string, Set<string>>();
  for (const [, aaguid, devicePath] of asked.answer.rows) {
    const ids = usbIdsIn(devicePath ?? '');
    const model = modelIn(aaguid ?? '');
    if (ids === null || model === null) continue;
    models.set(ids, (models.get(ids) ?? new Set()).add(model));
  }
  return models;
}

/** `\\?\hid#vid_1050&pid_0407&mi_01#…`. What follows tells one key from another and is not looked at. Windows Hello has no path. */
function usbIdsIn(devicePath: string): string | null {
  const ids = /^\\\\[?.]\\hid#vid_([0-9a-f]{4})&pid_([0-9a-f]{4})[&#]/i.exec(devicePath);
  return ids === null ? null : `${ids[1]}:${ids[2]}`.toLowerCase();
}

/** An AAGUID of nothing but zeros is no model: U2F keys have none. */
function modelIn(aaguid: string): string | null {
  const model = /^\{?([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\}?$/i.exec(aaguid)?.[1]?.toLowerCase();
  return model === undefined || /^[0-]+$/.test(model) ? null : model;
}

/** Model of a key by the log. Makers give several models the same USB ids; where the log names more than one, it is not known. */
export function loggedModelOf(
  models: LoggedModels | Unknown,
  { vendorId, productId }: { vendorId: number; productId: number },
): NonNullable<Key['loggedModel']> {
  if (!(models instanceof Map)) return models as Unknown;
  const hex = (id: number) => id.toString(16).padStart(4, '0');
  const [model, another] = models.get(`${hex(vendorId)}:${hex(productId)}`) ?? [];
  if (model === undefined)
    return unknown('unreadable', 'Windows has logged no use of such a key with its model');
  return another === undefined
    ? knownReading(model)
    : unknown('unreadable', 'Windows has logged several models with these USB ids');
}
