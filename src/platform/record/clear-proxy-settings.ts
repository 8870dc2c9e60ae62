/** A line of `scutil --proxy` that says whether something is on: `  HTTPSEnable : 1`. */
const SWITCH = /^\s*[A-Za-z]+Enable : \d+\s*$/;
const BRACE = /^(<dictionary> \{|\})\s*$/;

/** What `scutil --proxy` printed, without hosts, ports, scripts, exceptions and names to log in with. */
export function clearProxySettings(text: string): string {
  const kept = text.split('\n').filter((line) => SWITCH.test(line) || BRACE.test(line));
  return kept.length === 0 ? '' : `${kept.join('\n')}\n`;
}
