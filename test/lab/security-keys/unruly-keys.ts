import type { Conduct } from '../virtual-key/conduct.ts';
import { hostileGetInfo } from '../virtual-key/hostile-cbor.ts';
import { inGroupsOf } from './in-groups.ts';
import type { KeyModel } from './key-model.ts';
import { yubikey543 } from './models/yubico.ts';

/** What a report has to say of an unruly key. */
export type ExpectedReading =
  /** Read whole all the same. */
  | { whole: true }
  /** Nothing was learned of the key. */
  | { noDepth: string }
  /** INIT was answered, GetInfo not, for this reason. */
  | { noInfo: string };

/** A key that breaks the rules, or strains them. All are a YubiKey 5.4.3 otherwise. */
export type UnrulyKey = { id: string; getInfo?: Uint8Array; conduct?: Conduct; expected: ExpectedReading };

/** The key all unruly ones pretend to be. */
export const unrulyBase: KeyModel = yubikey543;

const onTheWire: readonly UnrulyKey[] = [
  { id: 'stalls-at-init', conduct: { faults: { init: 'stalls' } }, expected: { noDepth: 'timed-out' } },
  {
    id: 'init-on-foreign-channel',
    conduct: { faults: { init: 'answers-on-foreign-channel' } },
    expected: { noDepth: 'timed-out' },
  },
  { id: 'stalls', conduct: { faults: { 'get-info': 'stalls' } }, expected: { noInfo: 'timed-out' } },
  {
    id: 'stops-midway',
    conduct: { faults: { 'get-info': 'stops-midway' } },
    expected: { noInfo: 'timed-out' },
  },
  {
    id: 'answers-on-foreign-channel',
    conduct: { faults: { 'get-info': 'answers-on-foreign-channel' } },
    expected: { noInfo: 'timed-out' },
  },
  {
    id: 'frames-out-of-order',
    conduct: { faults: { 'get-info': 'frames-out-of-order' } },
    expected: { noInfo: 'malformed' },
  },
  {
    id: 'keeps-alive-for-ever',
    conduct: { faults: { 'get-info': 'keeps-alive-for-ever' } },
    expected: { noInfo: 'timed-out' },
  },
  {
    id: 'waits-for-touch-for-ever',
    conduct: { faults: { 'get-info': 'waits-for-touch-for-ever' } },
    expected: { noInfo: 'refused' },
  },
  {
    id: 'claims-7610-bytes',
    conduct: { faults: { 'get-info': 'claims-too-much' } },
    expected: { noInfo: 'malformed' },
  },
  {
    id: 'unplugs-midway',
    conduct: { faults: { 'get-info': 'unplugs-midway' } },
    expected: { noInfo: 'unplugged' },
  },
  {
    id: 'busy-for-ever',
    conduct: { faults: { init: { busyAnswers: 1_000_000 } } },
    expected: { noDepth: 'busy' },
  },
  { id: 'busy-thrice', conduct: { faults: { 'get-info': { busyAnswers: 3 } } }, expected: { whole: true } },
  { id: 'wrong-nonce-first', conduct: { faults: { init: 'wrong-nonce-first' } }, expected: { whole: true } },
  {
    id: 'slow-with-keepalives',
    conduct: { delaysMs: { 'get-info': 700, 'pin-retries': 300 }, keepAlive: 'processing' },
    expected: { whole: true },
  },
];

const inCbor: readonly UnrulyKey[] = Object.entries(hostileGetInfo).map(([id, getInfo]) => ({
  id,
  getInfo,
  expected: { noInfo: 'malformed' },
}));

/** Each group is plugged in at once, beside healthy keys. */
export const unrulyGroups: readonly (readonly UnrulyKey[])[] = inGroupsOf(9, [...onTheWire, ...inCbor]);
