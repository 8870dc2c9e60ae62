import { account, host, secret } from './canaries.ts';
import type { PrivateMachine } from './private-machine.ts';

const profiles = {
  'lab-rdp': { protocol: 'RDP', more: { username: account, password: secret } },
  // Another kind of program in it: no remote desktop, and a key in place of a password.
  'lab-ssh': { protocol: 'SSH', more: { username: account, ssh_auth: '2' } },
} as const;

/** Fills profiles by Remmina itself (`remmina --update-profile`), which wants one with a name and protocol to begin with. */
export async function setUpRemmina(machine: PrivateMachine): Promise<void> {
  for (const [name, { protocol, more }] of Object.entries(profiles)) {
    const path = await machine.writeInHome(
      `.local/share/remmina/${name}.remmina`,
      `[remmina]\nname=canary\nprotocol=${protocol}\n`,
    );
    const options = Object.entries({ server: host('desk'), ...more }).flatMap(([key, value]) => [
      '--set-option',
      `${key}=${value}`,
    ]);
    await machine.run('person', 'remmina', ['--update-profile', path, ...options]);
  }
}
