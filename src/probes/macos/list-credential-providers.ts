import { type ListedPlugin, readPluginList } from '../../platform/macos/plugin-list.ts';
import type { ProbeReach } from '../../platform/reach.ts';
import { type Unknown, unknown, unknownFrom } from '../probe.ts';

/** https://developer.apple.com/documentation/authenticationservices/ascredentialproviderviewcontroller */
const CREDENTIAL_PROVIDERS = 'com.apple.authentication-services-credential-provider-ui';

/**
 * Extensions that may fill in passwords and passkeys for this person, with the person's choice. Apple's own is never among them. To be
 * asked in the person's session only: each person has choices of their own.
 */
export async function listCredentialProviders(reach: ProbeReach): Promise<ListedPlugin[] | Unknown> {
  const run = await reach.commands.run('/usr/bin/pluginkit', ['-m', '-v', '-p', CREDENTIAL_PROVIDERS]);
  if (!run.ok) return unknownFrom(run, 'the list of plug-ins');
  if (run.value.exitCode !== 0) return unknown('refused', `pluginkit ended with ${run.value.exitCode}`);
  return readPluginList(run.value.stdout) ?? unknown('malformed', 'the list of plug-ins');
}
