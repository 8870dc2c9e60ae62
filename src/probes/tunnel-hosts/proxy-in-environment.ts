import type { Outcome, ProbeReach } from '../../platform/reach.ts';

/**
 * Variables that programs take a proxy for HTTPS from; only that they are set is known here.
 * https://everything.curl.dev/usingcurl/proxies/env
 */
const names = ['HTTPS_PROXY', 'https_proxy', 'ALL_PROXY', 'all_proxy'];

/** Whether this process's own environment names a proxy, and whether it is root's. */
export async function proxyInEnvironment(
  reach: ProbeReach,
): Promise<Outcome<{ named: boolean; root: boolean }>> {
  const about = await reach.surroundings.about();
  if (!about.ok) return about;
  const { env, uid } = about.value;
  return { ok: true, value: { named: names.some((name) => env[name] !== undefined), root: uid === 0 } };
}
