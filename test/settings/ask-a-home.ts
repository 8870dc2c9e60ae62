import { catalogueSource } from '../../src/platform/live/catalogue-source.ts';
import { liveFiles } from '../../src/platform/live/files.ts';
import { personalAppSettings } from '../../src/probes/app-settings/app-settings.ts';
import { fakeReach, neverStops } from '../doubles/fake-reach.ts';

/**
 * Runs the product's probe of a person's settings on the real folders of a made home, as the account it belongs to, and prints what it found, how long it took and by how much memory
 * grew at most. Arguments: catalogue, a home to warm up with, the home, the account's number. What it needs is loaded by the first home, before rights are dropped.
 */
const [catalogue = '', warmHome = '', home = '', uid = ''] = process.argv.slice(2);

async function ask(homeDir: string) {
  const scripted = fakeReach({ about: { homeDir, env: {} }, folders: { '/home': [] } });
  const reach = {
    ...scripted,
    files: { ...liveFiles(), list: scripted.files.list },
    catalogue: catalogueSource(catalogue),
  };
  return personalAppSettings('linux').observe(reach, neverStops());
}

await ask(warmHome);
if (process.getuid?.() === 0) {
  process.setgroups?.([]);
  process.setgid?.(Number(uid));
  process.setuid?.(Number(uid));
}
const peakBefore = process.resourceUsage().maxRSS;
const begun = performance.now();
const found = await ask(home);
const tookMs = performance.now() - begun;
const grownBytes = (process.resourceUsage().maxRSS - peakBefore) * 1024;
process.stdout.write(JSON.stringify({ found, tookMs, grownBytes }));
