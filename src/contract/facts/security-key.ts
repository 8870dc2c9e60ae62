import { z } from 'zod';
import { readingOf } from '../observation.ts';
import { openObject } from '../open-object.ts';
import { GetInfoFacts } from './get-info.ts';

const Count = z.number().int().min(0);

/** What one key answered without PIN or touch. */
export const KeyDepth = openObject({
  /** From the answer to CTAPHID INIT. */
  hid: openObject({
    /** CTAPHID protocol version, 2 in practice. */
    protocol: Count,
    /** Device version as the key states it, `5.4.3`; many keys state 0.0.0. */
    deviceVersion: z.string().max(20),
    wink: z.boolean(),
    /** Takes CTAP2 commands. */
    cbor: z.boolean(),
    /** Takes CTAP1/U2F commands. The key says when it does not (NMSG). */
    msg: z.boolean(),
    /** The whole capability byte. */
    capabilities: Count.max(255),
  }),
  /** authenticatorGetInfo. Not applicable on a key without CTAP2. */
  info: readingOf(GetInfoFacts),
  /** Version of CTAP1/U2F, `U2F_V2`; asked only of a key without CTAP2. */
  u2fVersion: readingOf(z.string().max(40)),
  /** Wrong PIN entries left, and whether the key wants to be unplugged before the next. Not applicable without PIN support. */
  pinRetries: readingOf(openObject({ left: Count, replugFirst: z.boolean() })),
  /** Failed built-in verifications left before the key falls back to its PIN. Not applicable without built-in verification. */
  uvRetries: readingOf(Count),
  /** Built-in fingerprint reader. Not applicable where the key names none. */
  fingerprintReader: readingOf(
    openObject({
      /** Bio-enrolment modality, 1 = fingerprint. */
      modality: Count,
      /** 1 = touch, 2 = swipe. */
      kind: Count,
      /** Touches needed for one enrolment; absent when the key does not say. */
      maxSamples: Count.optional(),
    }),
  ),
});
export type KeyDepth = z.infer<typeof KeyDepth>;

/**
 * What udev, Linux' device manager, has noted about a key's node: `tagged` = whoever sits at the machine is to have access (tag
 * `uaccess`); `token` = known as a FIDO key, but not tagged; `untagged` = a record with neither; `no-record` = none at all.
 */
export const UdevMark = z.enum(['tagged', 'token', 'untagged', 'no-record']);
export type UdevMark = z.infer<typeof UdevMark>;

/** Rule files that give people access to security keys, in any of udev's folders, one that is switched off not counted. */
export const UdevRules = openObject({
  /** `60-fido-id.rules` of systemd: knows every FIDO key by what it says of itself. */
  fidoId: z.boolean(),
  /** `70-uaccess.rules` of systemd: gives known keys to whoever sits at the machine. */
  uaccess: z.boolean(),
  /** Known names of rule files that list makers and models instead: `70-u2f.rules`. */
  byModel: z.array(z.string().max(60)),
});
export type UdevRules = z.infer<typeof UdevRules>;

const UsbId = z.number().int().min(0).max(0xffff);

/** One FIDO HID device attached now. */
export const AttachedKey = openObject({
  /** Position in this scan: `hidraw3`, `hid-0`. Not stable across plugging. */
  id: z.string(),
  vendorId: UsbId,
  productId: UsbId,
  manufacturer: z.string().nullable(),
  product: z.string().nullable(),
  /** May this process open the key for reading and writing? Asked without opening it. */
  accessible: readingOf(z.boolean()),
  /**
   * Mark by which this installation recognises the same key again: HMAC-SHA-256 of its USB serial number under a key that
   * never leaves the installation, 32 hex digits. Null when the key shows no serial number. Absent in reports of agents
   * before 0.2.
   */
  mark: z
    .string()
    .regex(/^[0-9a-f]{32}$/)
    .nullable()
    .optional(),
  /** What the key itself answered. Absent in reports of agents before 0.2. */
  depth: readingOf(KeyDepth).optional(),
  /** Model by the system's own log of earlier uses of such a key, where the key itself cannot be asked (Windows). */
  loggedModel: readingOf(z.guid()).optional(),
  /** Linux only. Absent in reports of agents before 0.3. */
  udevMark: readingOf(UdevMark).optional(),
});
export type AttachedKey = z.infer<typeof AttachedKey>;

/** FIDO HID devices attached now (usage page 0xF1D0). No serial numbers. */
export const SecurityKeyFacts = openObject({
  keys: z.array(AttachedKey),
  /** Keys known by their USB ids to have FIDO, whose FIDO interface is switched off. Absent in reports before 0.2. */
  fidoOff: readingOf(
    z.array(openObject({ vendorId: UsbId, productId: UsbId, product: z.string().nullable() })),
  ).optional(),
  /** Linux only. Absent in reports of agents before 0.3. */
  udevRules: readingOf(UdevRules).optional(),
});
export type SecurityKeyFacts = z.infer<typeof SecurityKeyFacts>;
