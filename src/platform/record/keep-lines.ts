/** Of a file of udev's database: tags, the FIDO marks and the version of its form. The rest may hold names and serial numbers. */
export function clearUdevRecord(text: string): string {
  return keepLines(text, /^(?:[GQV]:[\w-]{1,60}|E:ID_(?:FIDO|SECURITY)_TOKEN=\d)$/);
}

/** Of PAM's configuration: which module stands where. Comments and arguments, which may hold hosts and passwords, go. */
export function clearPamFile(text: string): string {
  const rule = /^\s*(?:[\w-]+\s+)?-?(?:auth|account|password|session)\s+(?:\[[^\]]*\]|\S+)\s+[\w./-]+/i;
  const include = /^\s*@include\s+[\w.-]+/;
  return text
    .replace(/\\\n/g, ' ')
    .split('\n')
    .flatMap((line) => (rule.exec(line) ?? include.exec(line))?.[0] ?? [])
    .map((line) => `${line}\n`)
    .join('');
}

/** Of settings of GNOME's login screen: the fingerprint switch and the groups' names. Texts shown to people go. */
export function clearLoginScreenSettings(text: string): string {
  return keepLines(text, /^(?:\[[\w/-]+\]|enable-fingerprint-authentication\s*=.{0,20})$/);
}

function keepLines(text: string, wanted: RegExp): string {
  const kept = text.split('\n').filter((line) => wanted.test(line.trim()));
  return kept.map((line) => `${line}\n`).join('');
}
