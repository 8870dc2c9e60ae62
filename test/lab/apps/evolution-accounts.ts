import { existsSync } from 'node:fs';
import { Message, sessionBus } from '@particle/dbus-next';
import type { PrivateBus } from '../desktop-services/private-bus.ts';
import { account, host, microsoftMail } from './canaries.ts';
import type { PrivateMachine } from './private-machine.ts';

const REGISTRY = 'org.gnome.evolution.dataserver.Sources5';

/** Accounts by file name. Words for the kind of sign-in: https://wiki.gnome.org/Apps/Evolution/ESourceFileFormat */
const accounts = {
  'lab-password': { kind: 'Mail Account', backend: 'imapx', method: 'PLAIN', at: microsoftMail },
  'lab-oauth2': { kind: 'Mail Account', backend: 'imapx', method: 'XOAUTH2', at: microsoftMail },
  'lab-elsewhere': { kind: 'Mail Account', backend: 'imapx', method: 'CRAM-MD5', at: host('imap') },
  'lab-sending': { kind: 'Mail Transport', backend: 'smtp', method: 'LOGIN', at: host('smtp') },
} as const;

/**
 * Has Evolution's own registry of sources write the accounts, by the call that its assistant makes for a new one:
 * https://gitlab.gnome.org/GNOME/evolution-data-server/-/blob/master/src/private/org.gnome.evolution.dataserver.SourceManager.xml
 */
export async function setUpEvolution(machine: PrivateMachine, session: PrivateBus): Promise<void> {
  const registry = machine.start('person', '/usr/libexec/evolution-source-registry', [], {
    DBUS_SESSION_BUS_ADDRESS: session.address,
  });
  try {
    await registry.waitUntil(() => session.hasOwner(REGISTRY), 20_000);
    const bus = sessionBus({ busAddress: session.address });
    try {
      await bus.call(
        new Message({
          destination: REGISTRY,
          path: '/org/gnome/evolution/dataserver/SourceManager',
          interface: 'org.gnome.evolution.dataserver.SourceManager',
          member: 'CreateSources',
          signature: 'a{ss}',
          body: [Object.fromEntries(Object.entries(accounts).map(([id, one]) => [id, sourceText(one)]))],
        }),
      );
    } finally {
      bus.disconnect();
    }
    const files = Object.keys(accounts).map((id) =>
      machine.homePath('.config/evolution/sources', `${id}.source`),
    );
    await registry.waitUntil(() => files.every((path) => existsSync(path)), 10_000);
  } finally {
    await registry.stop();
  }
}

function sourceText({ kind, backend, method, at }: (typeof accounts)[keyof typeof accounts]): string {
  return `[Data Source]
DisplayName=canary
Enabled=true

[${kind}]
BackendName=${backend}

[Authentication]
Host=${at}
Method=${method}
User=${account}
`;
}
