import { PrivateBus } from '../desktop-services/private-bus.ts';
import type { BackgroundProgram } from '../processes/background-program.ts';
import { setUpEvolution } from './evolution-accounts.ts';
import { setUpFilezilla } from './filezilla-sites.ts';
import { addConnections, startNetworkManager } from './network-manager.ts';
import { setUpOpenconnect } from './openconnect-units.ts';
import { setUpOpenvpn } from './openvpn-profiles.ts';
import { PrivateMachine } from './private-machine.ts';
import { setUpRemmina } from './remmina-profiles.ts';
import { setUpStrongswan } from './swanctl-connections.ts';

/** A machine on which all programs have been set up, NetworkManager still running. */
export type SetUp = {
  machine: PrivateMachine;
  bus: PrivateBus;
  networkManager: BackgroundProgram;
  /** What programs say of their own settings. */
  said: { strongswan: string; filezilla: string };
  end(): Promise<void>;
};

export async function setUpApps(): Promise<SetUp> {
  const machine = await PrivateMachine.create();
  const bus = await PrivateBus.start();
  let networkManager: BackgroundProgram | undefined;
  const end = async () => {
    await networkManager?.stop();
    await bus.stop();
    await machine.remove();
  };
  try {
    networkManager = await startNetworkManager(machine, bus);
    await setUpOpenvpn(machine);
    await addConnections(machine, bus);
    await setUpOpenconnect(machine);
    await setUpRemmina(machine);
    await setUpEvolution(machine, bus);
    const strongswan = await setUpStrongswan(machine);
    const filezilla = await setUpFilezilla(machine);
    await machine.runGuest('person', 'set-up-thunderbird.ts', []);
    return { machine, bus, networkManager, said: { strongswan, filezilla }, end };
  } catch (error) {
    await end();
    throw error;
  }
}
