// Runs in the virtual machine, as root: plugs keys in and has the product read them from Linux and from Windows under Wine.
// Judging is the host's.
import { type KeyAtPort, plugModel, unplugAll } from '../../security-keys/guest/plugged.ts';
import { outcomeOf, root, runInGuest, startProduct } from '../../vm/guest/in-guest.ts';
import { keysForBoth } from '../keys-for-both.ts';
import { holdFidoDevices, mountWine, runUnderWine, windowsPath } from './wine-in-guest.ts';

const look = ['keys', '--json'];
/** One installation for both, so that a key's mark has to be the same too. */
const installation = 'both';

await runInGuest(async (_bootName, report) => {
  await mountWine();
  const keys: KeyAtPort[] = [];
  for (const model of keysForBoth) keys.push(await plugModel(model));
  await report(await outcomeOf('linux', startProduct(look, root, installation)));
  const held = await holdFidoDevices(keys.length);
  const commandLine = windowsPath(`${process.cwd()}/src/cli/keyready.ts`);
  const onWindows = await runUnderWine('windows', [commandLine, ...look], {
    KEYREADY_STATE_DIR: windowsPath(`${root.home}/state-${installation}`),
  });
  await report(onWindows);
  held.end();
  await unplugAll(keys);
});
