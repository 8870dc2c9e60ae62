// Entry of the probe host process: the composition root that knows the live machine and the real probes.
import { guardAgainstOrphanhood } from '../../platform/live/orphan-guard.ts';
import { runProbeHost } from './run-probe-host.ts';

guardAgainstOrphanhood();
runProbeHost({
  async probesFor(platform) {
    const { probesFor } = await import('../../probes/probes-for.ts');
    return probesFor(platform);
  },
  async openLiveReach(watch, recognitionKey) {
    const { liveReach } = await import('../../platform/live/live-reach.ts');
    return liveReach(watch, recognitionKey).reach;
  },
});
