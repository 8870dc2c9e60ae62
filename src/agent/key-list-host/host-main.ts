// Entry of the process that lists HID keys again and again where no event tells of them. Native code runs here, so that a crash
// in it costs this process only.
import { guardAgainstOrphanhood } from '../../platform/live/orphan-guard.ts';
import { connectToParent } from '../../platform/live/parent-channel.ts';
import { pollHidKeys } from '../../platform/live/poll-hid-keys.ts';
import { FIDO_USAGE_PAGE } from '../../probes/security-key/parse-report-descriptor.ts';

const NOT_STARTED_BY_A_WATCH = 64;

await guardAgainstOrphanhood();
const parent = connectToParent();
if (parent === null) {
  process.stderr.write('This is started by keyready keys --watch, not by hand.\n');
  process.exit(NOT_STARTED_BY_A_WATCH);
}
parent.onGone(() => process.exit(0));
await pollHidKeys(FIDO_USAGE_PAGE, () => parent.send({ kind: 'keys-changed' }));
