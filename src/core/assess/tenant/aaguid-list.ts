const AAGUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Is the AAGUID (lower case) on a list as people keep it: any case, braces and blanks around? */
export function isListed(entries: readonly string[], aaguid: string): boolean {
  return entries.some((entry) => tidied(entry) === aaguid);
}

/** Entries that are no AAGUID. They are shown and never guessed at. */
export function faultyEntries(entries: readonly string[]): string[] {
  return entries.filter((entry) => !AAGUID.test(tidied(entry)));
}

function tidied(entry: string): string {
  const bare = entry.trim().toLowerCase();
  return bare.startsWith('{') && bare.endsWith('}') ? bare.slice(1, -1).trim() : bare;
}
