/** Groups and the two keys that say where a profile lies. */
const KEPT = /^\s*(\[[^\]]*\]|Path\s*=.*|IsRelative\s*=.*)\s*$/;

/** Firefox's list of profiles without the names that people gave them. */
export function clearProfilesIni(text: string): string {
  return text
    .split(/\r?\n/)
    .filter((line) => KEPT.test(line))
    .join('\n');
}
