import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { account, host, secret } from './canaries.ts';
import type { PrivateMachine } from './private-machine.ts';

/** https://docs.strongswan.org/docs/latest/swanctl/swanctlConf.html */
const configuration = `connections {
  canary-office {
    remote_addrs = ${host('vpn')}
    local {
      auth = eap-mschapv2
      eap_id = ${account}
    }
    remote { auth = pubkey }
    children { net { remote_ts = 10.0.0.0/8 } }
  }
  canary-lab {
    remote_addrs = ${host('vpn')}
    local {
      auth = pubkey
      certs = lab.pem
    }
    remote { auth = pubkey }
    children { net { remote_ts = 10.0.0.0/8 } }
  }
}
secrets {
  eap-office {
    id = ${account}
    secret = "${secret}"
  }
}
`;

/** Connections as the manual writes them, loaded into strongSwan's own daemon. @returns what it says it has (`swanctl --list-conns`). */
export async function setUpStrongswan(machine: PrivateMachine): Promise<string> {
  // RSA: strongSwan's own cryptography, without further packages, knows nothing else.
  const files = ['-keyout', '/etc/swanctl/private/lab.pem', '-out', '/etc/swanctl/x509/lab.pem'];
  await machine.run('root', 'openssl', [
    'req',
    '-x509',
    '-newkey',
    'rsa:2048',
    '-nodes',
    '-subj',
    '/CN=lab',
    ...files,
  ]);
  await writeFile(machine.pathOf('swanctl', 'conf.d', 'lab.conf'), configuration);
  const daemon = machine.start('root', 'charon-systemd', []);
  try {
    await daemon.waitUntil(() => existsSync(machine.pathOf('run', 'charon.vici')), 20_000);
    await machine.run('root', 'swanctl', ['--load-all', '--noprompt']);
    return await machine.run('root', 'swanctl', ['--list-conns']);
  } finally {
    await daemon.stop();
  }
}
