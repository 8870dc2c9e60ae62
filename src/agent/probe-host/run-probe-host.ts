import type { PlatformName } from '../../contract/platform-name.ts';
import type { SignalId } from '../../contract/signals.ts';
import { HostRequest } from '../../core/scan/host-messages.ts';
import type { CommandNotice, ParentChannel } from '../../platform/child-channel.ts';
import { type Clock, systemClock } from '../../platform/clock.ts';
import { connectToParent } from '../../platform/live/parent-channel.ts';
import type { ProbeReach } from '../../platform/reach.ts';
import type { AnyProbe } from '../../probes/probe.ts';
import { runProbes, type SignalReach } from './run-probes.ts';

/** What a host is made of; tests put misbehaving probes here. */
export type HostParts = {
  probesFor(platform: PlatformName): Promise<readonly AnyProbe[]>;
  /** This machine. `watch` hears of programs that are started; the rest as in HostRequest. */
  openLiveReach(
    watch: (notice: { pid: number; running: boolean }) => void,
    given: Pick<HostRequest, 'recognitionKey' | 'told' | 'catalogue' | 'wholeList'>,
  ): Promise<ProbeReach>;
};

const NOT_STARTED_BY_A_SCAN = 64;

/** Serves one request from the parent, then ends the process. Ends it also as soon as the parent is gone. */
export function runProbeHost(parts: HostParts): void {
  const parent = connectToParent();
  if (parent === null) {
    process.stderr.write('The probe host is started by a scan, not by hand.\n');
    process.exit(NOT_STARTED_BY_A_SCAN);
  }
  parent.onGone(() => process.exit(0));
  parent.onMessage((message) => {
    void serve(HostRequest.parse(message), parts, parent, systemClock).then(() => process.exit(0));
  });
}

async function serve(
  request: HostRequest,
  parts: HostParts,
  parent: ParentChannel,
  clock: Clock,
): Promise<void> {
  const [probes, reachFor] = await Promise.all([
    parts.probesFor(request.platform),
    chooseReach(request, parts, parent),
  ]);
  await runProbes(request.signals, probes, reachFor, clock, parent.send);
  await parent.send({ kind: 'finished' });
}

async function chooseReach(
  request: HostRequest,
  parts: HostParts,
  parent: ParentChannel,
): Promise<(signal: SignalId) => SignalReach> {
  if (request.replayDir !== undefined) {
    const [{ readCapture }, { replayReach }, { catalogueSource }] = await Promise.all([
      import('../../platform/replay/read-capture.ts'),
      import('../../platform/replay/replay-reach.ts'),
      import('../../platform/live/catalogue-source.ts'),
    ]);
    const { exchanges } = await readCapture(request.replayDir);
    const catalogue = catalogueSource(request.catalogue);
    return (signal) => ({ reach: replayReach(exchanges.get(signal) ?? [], catalogue) });
  }
  const live = await parts.openLiveReach((notice) => {
    void parent.send({ kind: 'command', ...notice } satisfies CommandNotice);
  }, request);
  if (!request.record) return () => ({ reach: live });
  const [{ recordingReach }, { exchangeRedactor }, { personalNamesHere }] = await Promise.all([
    import('../../platform/record/recording-reach.ts'),
    import('../../platform/record/redact-exchange.ts'),
    import('../../platform/record/personal-names.ts'),
  ]);
  const names = personalNamesHere();
  return () => recordingReach(live, exchangeRedactor(names));
}
