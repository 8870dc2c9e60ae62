import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { makeCertificate } from '../../doubles/made-certificate.ts';
import { account, host, secret } from './canaries.ts';
import type { PrivateMachine } from './private-machine.ts';

const certificate = ['cert /etc/openvpn/lab.crt', 'key /etc/openvpn/lab.key'];
/** https://github.com/OpenVPN/openvpn/blob/master/doc/man-sections/client-options.rst */
const profiles = {
  password: ['auth-user-pass'],
  'password-file': ['auth-user-pass /etc/openvpn/canary.pass'],
  certificate,
  web: [...certificate, 'push-peer-info', 'setenv IV_SSO webauth'],
} as const;
export type ProfileName = keyof typeof profiles;

/** Profiles as the manual writes them: OpenVPN has no program that makes them. */
export async function setUpOpenvpn(machine: PrivateMachine): Promise<void> {
  const { pem, keys } = makeCertificate({ name: 'CN=lab', ca: true });
  const key = keys.privateKey.export({ format: 'pem', type: 'pkcs8' }).toString();
  await writeFile(machine.pathOf('openvpn', 'lab.crt'), pem);
  await writeFile(machine.pathOf('openvpn', 'lab.key'), key, { mode: 0o600 });
  await writeFile(machine.pathOf('openvpn', 'canary.pass'), `${account}\n${secret}\n`, { mode: 0o600 });
  const common = ['client', 'dev null', 'nobind', `remote ${host('vpn')} 1194`, 'ca /etc/openvpn/lab.crt'];
  for (const [name, lines] of Object.entries(profiles))
    await writeFile(
      machine.pathOf('openvpn', 'client', `${name}.conf`),
      `${[...common, ...lines].join('\n')}\n`,
    );
}

/**
 * What OpenVPN itself wants for a profile before it looks for the server, by its management interface:
 * https://github.com/OpenVPN/openvpn/blob/master/doc/management-notes.txt
 */
export async function whatOpenvpnWants(
  machine: PrivateMachine,
  name: ProfileName,
): Promise<'a password' | 'nothing'> {
  const socket = machine.pathOf('run', `${name}.socket`);
  const management = ['--management', `/run/${name}.socket`, 'unix', '--management-query-passwords'];
  const openvpn = machine.start('root', 'openvpn', [
    '--config',
    `/etc/openvpn/client/${name}.conf`,
    ...management,
    '--management-hold',
  ]);
  try {
    await openvpn.waitUntil(() => existsSync(socket), 10_000);
    const said = await hear(socket, ['state on', 'hold release'], />PASSWORD:Need|>STATE:\d+,RESOLVE/);
    return said.includes(">PASSWORD:Need 'Auth'") ? 'a password' : 'nothing';
  } finally {
    await openvpn.stop();
  }
}

/** @throws Error when `until` is not heard within ten seconds. */
function hear(path: string, commands: readonly string[], until: RegExp): Promise<string> {
  return new Promise((resolve, reject) => {
    let said = '';
    const socket = connect(path);
    const end = (settle: () => void) => {
      clearTimeout(timer);
      socket.destroy();
      settle();
    };
    const timer = setTimeout(() => end(() => reject(new Error(`openvpn only said: ${said}`))), 10_000);
    socket.on('error', (error) => end(() => reject(error)));
    socket.setEncoding('utf8').on('data', (text: string) => {
      said += text;
      if (until.test(said)) end(() => resolve(said));
    });
    socket.write(commands.map((command) => `${command}\n`).join(''));
  });
}
