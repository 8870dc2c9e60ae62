// Entry of the probe host process: the composition root that knows the live machine and the real probes.
import { PlatformName } from '../../contract/platform-name.ts';
import { guardAgainstOrphanhood } from '../../platform/live/orphan-guard.ts';
import { runProbeHost } from './run-probe-host.ts';

const loadLiveReach = () => import('../../platform/live/live-reach.ts');
const loadProbes = async (platform: PlatformName) =>
  (await import('../../probes/probes-for.ts')).probesFor(platform);

await guardAgainstOrphanhood();
runProbeHost({
  probesFor: loadProbes,
  async openLiveReach(watch, given) {
    return (await loadLiveReach()).liveReach(watch, given).reach;
  },
});

// Hosts are started before they are needed: what a live scan takes loads while they wait. Whatever fails here fails again, and is
// told, when it is needed.
const here = PlatformName.safeParse(process.platform);
if (here.success) void Promise.allSettled([loadLiveReach(), loadProbes(here.data)]);
