import type { AppSsoBlock } from '../../platform/macos/app-sso.ts';

/**
 * `https://login.microsoftonline.com/<tenant>/v2.0`, with the hosts of the national clouds:
 * https://learn.microsoft.com/en-us/entra/identity-platform/authentication-national-cloud
 */
const ISSUER =
  /^https:\/\/(?:login\.microsoftonline\.(?:com|us)|login\.partner\.microsoftonline\.cn)\/([0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12})(?:\/|$)/i;

/** The tenant that issues the person's tokens, in lower case; null when it is not told, or not by Microsoft. */
export function tenantOf(login: AppSsoBlock): string | null {
  const issuer = typeof login === 'string' ? undefined : login.get('issuer');
  return typeof issuer === 'string' ? (ISSUER.exec(issuer)?.[1]?.toLowerCase() ?? null) : null;
}
