/** Value of a registry entry. Expandable text is given as it stands, not expanded. */
export type RegistryValue =
  | { type: 'text'; data: string }
  | { type: 'texts'; data: string[] }
  /** REG_DWORD. */
  | { type: 'number'; data: number }
  /** REG_QWORD, decimal digits. */
  | { type: 'big-number'; data: string }
  /** Any other type, as lower-case hex. */
  | { type: 'binary'; data: string }
  /**
   * Only asked whether something stands there (RegistryQuestion.presence): neither bytes nor their number. `zero`: a number that is 0, which is how
   * Windows writes "none" where a text would stand.
   */
  | { type: 'presence'; data: 'set' | 'zero' | 'empty' };

/** A key with the values that were asked for and the keys below it. Names as Windows spells them; compare without case. */
export type RegistryKey = {
  values: Record<string, RegistryValue>;
  /** A key below that this account may not read stands as its problem. */
  keys: Record<string, RegistryKey | { problem: 'denied' | 'unreadable' }>;
};

export type RegistryQuestion = {
  /** Only these value names, without case, `` being the default value; `*` = all. A program that has no use for a value never sees it. */
  values: readonly string[] | '*';
  /**
   * Of these names only whether something stands there, whatever `values` says: what may be a secret. `*` = of all that `values` does not
   * name; then `values` is a list.
   */
  presence?: readonly string[] | '*';
  /** How many levels of keys below; 0 = none, default 0. */
  depth?: number;
  /** Which side on 64-bit Windows; default 64. */
  view?: '64' | '32';
};

export type RegistryRoot = 'HKLM' | 'HKCU' | 'HKU';
