import { type AppSsoStatus, readAppSso } from '../../platform/macos/app-sso.ts';
import type { ProbeReach } from '../../platform/reach.ts';
import { type NotApplicable, notApplicable, type Unknown, unknown, unknownFrom } from '../probe.ts';

/** The same for every probe, so that one run serves all of them. Their own limits lie above it. */
const TIME_LIMIT_MS = 4000;
/** Darwin 22 is macOS 13, with which Platform single sign-on came: https://support.apple.com/guide/deployment/dep7bbb05313/web */
const DARWIN_OF_MACOS_13 = 22;
const TOO_OLD = 'Platform single sign-on came with macOS 13';

/**
 * Runs `app-sso platform -s`, which changes nothing. It answers for the person in whose session it runs; as root it is said to show the
 * device's part only. Blocks count whatever the exit status; without any, a status other than 0 could have any cause.
 * https://learn.microsoft.com/en-us/entra/identity/devices/troubleshoot-macos-platform-single-sign-on-extension
 */
export async function runAppSso(reach: ProbeReach): Promise<AppSsoStatus | Unknown | NotApplicable> {
  const run = await reach.commands.run('/usr/bin/app-sso', ['platform', '-s'], TIME_LIMIT_MS);
  const status = run.ok ? readAppSso(run.value.stdout) : null;
  if (status !== null) return status;
  if (await isBeforeMacos13(reach)) return notApplicable(TOO_OLD);
  if (!run.ok)
    return run.problem === 'not-found'
      ? unknown('not-supported', 'this Mac has no /usr/bin/app-sso')
      : unknownFrom(run);
  return run.value.exitCode === 0
    ? unknown('unreadable', 'app-sso told nothing known')
    : unknown('refused', `app-sso ended with ${run.value.exitCode} and told nothing known`);
}

/** By the kernel's own release, since the command itself may be there for other kinds of single sign-on. */
async function isBeforeMacos13(reach: ProbeReach): Promise<boolean> {
  const about = await reach.surroundings.about();
  if (!about.ok || about.value.platform !== 'darwin') return false;
  const release = /^(\d{1,3})\.\d{1,3}\.\d{1,3}$/.exec(about.value.kernel)?.[1];
  return release !== undefined && Number(release) < DARWIN_OF_MACOS_13;
}
