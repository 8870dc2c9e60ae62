import { readPeapData } from '../windows/eap-data.ts';
import { phonebookKeys } from '../windows/phonebook-keys.ts';

/**
 * A phone book (rasphone.pbk) with nothing but what a probe looks at: names of connections, servers, accounts and certificates go. The
 * data of EAP methods stays only where its layout is known, blank but for the kind of its parts.
 */
export function clearPhonebook(text: string): string {
  const kept: string[] = [];
  let data: string[] = [];
  let entries = 0;
  const endData = () => {
    const known = data.length === 0 ? null : readPeapData(data);
    if (known !== null) kept.push(`CustomAuthData=${known.blankHex}`);
    data = [];
  };
  for (const raw of text.split(/\r\n|\n|\r/)) {
    const line = raw.trim();
    const [, key, value] = /^([^=]{1,64})=(.*)$/.exec(line) ?? [];
    const name = key?.trim().toLowerCase() ?? '';
    if (name === 'customauthdata') {
      data.push(value?.trim() ?? '');
      continue;
    }
    endData();
    if (/^\uFEFF?\[.*\]$/.test(line)) kept.push(`[VPN ${++entries}]`);
    else if (phonebookKeys.has(name) && /^\s*-?\d{1,10}$/.test(value ?? '')) kept.push(line);
  }
  endData();
  return kept.map((line) => `${line}\r\n`).join('');
}
