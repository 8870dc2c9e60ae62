import { type AppSsoBlock, type AppSsoBlockName, appSsoKeys, readAppSso } from '../macos/app-sso.ts';

const headings: Readonly<Record<AppSsoBlockName, string>> = {
  device: 'Device Configuration:',
  login: 'Login Configuration:',
  user: 'User Configuration:',
};
/** Words and numbers of macOS, and bundle ids. */
const PLAIN = /^[A-Za-z0-9 .,()_-]{1,200}$/;
/** Of the issuer only host and tenant. */
const ISSUER = /^https:\/\/([a-z0-9.-]{1,100})\/([0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12})(?:\/|$)/i;

/**
 * `app-sso platform -s` with nothing but what a probe looks at: keys, certificates, names and addresses go. Written anew rather than cut, so
 * that nothing unknown can stay. `standIn` replaces the tenant's id.
 */
export function clearAppSso(text: string, standIn: (id: string) => string): string {
  const status = readAppSso(text);
  if (status === null) return '';
  const time = (ms: number) => new Date(ms).toISOString().slice(0, 19);
  const parts = status.atMs === null ? [] : [`Time: ${time(status.atMs).replace('T', ' ')} +0000`];
  for (const name of Object.keys(appSsoKeys) as AppSsoBlockName[]) {
    const block = status.blocks[name];
    if (block !== 'missing') parts.push(`${headings[name]}\n ${writeBlock(block, standIn)}`);
  }
  if (status.tokens !== null) {
    const ends = status.tokens.map(
      ({ expiresMs, word }) => `${time(expiresMs)}Z${word === '' ? '' : ` (${word})`}`,
    );
    parts.push(['SSO Tokens:', ...ends.flatMap((end) => ['Expiration:', end])].join('\n'));
  }
  return `${parts.join('\n\n')}\n`;
}

function writeBlock(block: Exclude<AppSsoBlock, 'missing'>, standIn: (id: string) => string): string {
  if (block === 'null') return '(null)';
  const members = [...block].flatMap(([key, value]) => {
    const kept =
      typeof value !== 'string' ? value : key === 'issuer' ? clearIssuer(value, standIn) : plainOf(value);
    return kept === null ? [] : [`  ${JSON.stringify(key)} : ${JSON.stringify(kept)}`];
  });
  return `{\n${members.join(',\n')}\n}`;
}

function clearIssuer(value: string, standIn: (id: string) => string): string | null {
  const [, host, tenant] = ISSUER.exec(value) ?? [];
  return host === undefined || tenant === undefined ? null : `https://${host}/${standIn(tenant)}/v2.0`;
}

function plainOf(value: string): string {
  return PLAIN.test(value) ? value : 'REDACTED';
}
