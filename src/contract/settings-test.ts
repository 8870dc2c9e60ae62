import { z } from 'zod';
import { CatalogueId } from './catalogue-id.ts';
import { PlatformName } from './platform-name.ts';

/** Number of a version, compared part by part: `4.6`, `12.11.2`. */
export const VersionNumber = z.string().regex(/^\d+(\.\d+){0,5}$/);

/**
 * How a file of settings, or what stands for one, is read. Each becomes a tree of names (docs/catalogue-entries.md):
 * `ini` sections and keys (also key files, `.source`, `rclone.conf`); `phonebook` rasphone.pbk; `prefs-js` Mozilla preferences, split at
 * dots; `directives` a word and its arguments on each line, blocks in `<…>` by name only (OpenVPN, ssh); `pairs` `key = value` or `key value`;
 * `rdp` `name:type:value`; `typed-pairs` `type:name:value` (Shrew Soft); `braces` nested `name { … }`; `columns` words of a line by number; `words` one word after another (.netrc);
 * `presence` that something stands there; `file-version` of a program; `registry` keys and values.
 */
export const settingsFormats = [
  'ini',
  'phonebook',
  'xml',
  'json',
  'plist',
  'yaml',
  'prefs-js',
  'directives',
  'pairs',
  'rdp',
  'typed-pairs',
  'braces',
  'columns',
  'words',
  'presence',
  'file-version',
  'registry',
] as const;
export const SettingsFormat = z.enum(settingsFormats);
export type SettingsFormat = z.infer<typeof SettingsFormat>;

const Words = z.array(z.string().max(200)).min(1).max(60);

/**
 * What one setting has to be; exactly one of these. Texts are compared without case and outer blanks. A setting that is not there matches only
 * `present: false`; of several of one name any may match.
 */
export const Matcher = z
  .strictObject({
    is: Words.optional(),
    /** Stands there with a value that is none of these. */
    isNot: Words.optional(),
    startsWith: Words.optional(),
    endsWith: Words.optional(),
    contains: Words.optional(),
    /** Stands there and is not empty. The only way to ask about a secret. */
    present: z.boolean().optional(),
    below: VersionNumber.optional(),
    atLeast: VersionNumber.optional(),
  })
  .refine((matcher) => Object.values(matcher).filter((value) => value !== undefined).length === 1, {
    message: 'exactly one of is, isNot, startsWith, endsWith, contains, present, below, atLeast',
  });
export type Matcher = z.infer<typeof Matcher>;

/** Names from the item down, joined with `/`; `*` any one name, `local*` names that begin so, `**` any depth. Attributes of XML begin with `@`; `.` is the item's own value. */
const SettingPath = z
  .string()
  .max(200)
  .regex(/^[^/\p{Cc}]+(\/[^/\p{Cc}]+)*$/u, 'names joined with /');

/** All of these; as a list, any of them. */
export const When = z.union([
  z.record(SettingPath, Matcher),
  z.array(z.record(SettingPath, Matcher)).min(1).max(10),
]);
export type When = z.infer<typeof When>;

export const shownKinds = [
  'password',
  'modern',
  'passkey-ready',
  'not-passkey-ready',
  'certificate',
  'key',
  'saved-secret',
  'server-decides',
  'retired',
] as const;
/** What a setting says about signing in. `saved-secret`: a password or passphrase is kept there, whatever way is used. */
export const Shown = z.enum(shownKinds);
export type Shown = z.infer<typeof Shown>;

/** How sure it is: `proof` the setting says so, `strong` normally implies it, `hint`. */
export const Strength = z.enum(['proof', 'strong', 'hint']);
export type Strength = z.infer<typeof Strength>;

/** `source`: read in a public source; `knowledge`: general knowledge that nobody tried on a device yet, shown as "likely" at most. */
export const Basis = z.enum(['source', 'knowledge']);
export type Basis = z.infer<typeof Basis>;

/** What a match is worth. */
export const worth = {
  shows: Shown,
  strength: Strength,
  basis: Basis,
  /** Where it was read; may be absent where only an address-less copy was seen. */
  source: z.url().optional(),
  /** In plain words: `EAP-MSCHAPv2`, `no sign-in in the browser`. */
  says: z.string().min(2).max(160),
  /** `own`: an account of its own (another company's mail server, a file server), not the company's. */
  account: z.literal('own').optional(),
};

export const SettingsCase = z.strictObject({
  id: CatalogueId,
  when: When,
  /** Says so of installed versions below this one only; a hint where no version is told. */
  below: VersionNumber.optional(),
  ...worth,
});
export type SettingsCase = z.infer<typeof SettingsCase>;

/**
 * Paths by system. `~` and `%APPDATA%`-like words stand for the person's folders, `%ProgramData%`-like ones for the machine's; `*` within a name
 * for any name, a last `**` for any depth. Keys of the registry begin with HKLM or HKCU.
 */
export const Places = z.partialRecord(PlatformName, z.array(z.string().min(2).max(300)).min(1).max(20));
export type Places = z.infer<typeof Places>;

/** One question to files of one kind: which items are in them, and which case each item is. The first case that fits counts. */
export const SettingsTest = z.strictObject({
  id: CatalogueId,
  reads: SettingsFormat,
  /** How evidence names the place: `rasphone.pbk`. */
  shown: z.string().min(2).max(80),
  places: Places,
  /** Path to the items; without it the whole file is the one item. */
  each: SettingPath.optional(),
  /** Only items that fit; others are not the question's business. */
  only: When.optional(),
  cases: z.array(SettingsCase).min(1).max(12),
  /** The file changes whenever the program runs, so its time of change tells of use. */
  changesWithUse: z.boolean().optional(),
  /**
   * Settings that other programs share or that stay when the program is gone: what is found counts only where the inventory, or a test of the same entry
   * without this, shows that the program is here.
   */
  onlyWithProgram: z.boolean().optional(),
});
export type SettingsTest = z.infer<typeof SettingsTest>;
