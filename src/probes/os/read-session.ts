import { z } from 'zod';
import type { FactsOf } from '../../contract/signals.ts';
import type { Outcome, ProbeReach } from '../../platform/reach.ts';
import { knownReading, tidyText, unknown, unknownFrom } from '../probe.ts';

type Session = FactsOf<'os'>['session'];
type Env = Record<string, string>;

// https://www.freedesktop.org/software/systemd/man/latest/org.freedesktop.login1.html (session objects)
const LOGIND = 'org.freedesktop.login1';
/** The caller's session, or for a service of the person's own manager the session on that person's display. */
const AUTO_SESSION = 'auto';
/**
 * Certain that there is none. Not `NoSuchSession`: with that systemd before 243 answers that it does not know the word
 * `auto` (manager_get_session_from_creds in https://github.com/systemd/systemd/blob/main/src/login/logind-dbus.c).
 */
const NO_SESSION = 'NoSessionForPID';

/** Classes of sessions nobody sits in: cron jobs and a person's own service manager. */
const classesWithoutPerson = ['background', 'background-light', 'manager', 'manager-early', 'none'];
/** PAM services of remote desktops, which do not set `Remote`. */
const remoteServices = ['xrdp-sesman', 'chrome-remote-desktop', 'sshd'];

const SessionPath = z.tuple([z.string().startsWith('/org/freedesktop/login1/session/')]);
const Text = z.tuple([z.string()]);
const Flag = z.tuple([z.boolean()]);
/** `(so)`: seat name and its object path; both empty without a seat. */
const SeatPair = z.tuple([z.tuple([z.string(), z.string()])]);

type SessionFacts = {
  remote: boolean;
  type: string;
  class: string;
  seat: string;
  service: string;
  desktop: string;
};

async function findSession(reach: ProbeReach): Promise<Outcome<string>> {
  const manager = {
    name: LOGIND,
    path: '/org/freedesktop/login1',
    interface: 'org.freedesktop.login1.Manager',
    member: 'GetSession',
  };
  const found = await reach.dbus.call('system', manager, 's', [AUTO_SESSION]);
  if (!found.ok) return found;
  const path = SessionPath.safeParse(found.value);
  return path.success
    ? { ok: true, value: path.data[0] }
    : { ok: false, problem: 'unreadable', detail: 'logind named the session in another form' };
}

function getProperty(reach: ProbeReach, path: string, property: string): Promise<Outcome<unknown[]>> {
  const target = { name: LOGIND, path, interface: 'org.freedesktop.DBus.Properties', member: 'Get' };
  return reach.dbus.call('system', target, 'ss', ['org.freedesktop.login1.Session', property]);
}

/** Asks logind property by property, so that the person's name never enters the process. */
async function askLogind(reach: ProbeReach): Promise<Outcome<SessionFacts>> {
  const path = await findSession(reach);
  if (!path.ok) return path;
  const remote = await getProperty(reach, path.value, 'Remote');
  if (!remote.ok) return remote;
  const answers = await Promise.all(
    ['Type', 'Class', 'Service', 'Desktop', 'Seat'].map((property) =>
      getProperty(reach, path.value, property),
    ),
  );
  const flag = Flag.safeParse(remote.value);
  const words = answers.slice(0, 4).map((answer) => (answer.ok ? Text.safeParse(answer.value) : undefined));
  const seat = answers[4]?.ok ? SeatPair.safeParse(answers[4].value) : undefined;
  const sessionClass = words[1]?.data?.[0];
  if (!flag.success || sessionClass === undefined || !seat?.success) {
    const failed = answers.find((answer) => !answer.ok);
    return (
      failed ?? { ok: false, problem: 'unreadable', detail: 'logind described the session in another form' }
    );
  }
  return {
    ok: true,
    value: {
      remote: flag.data[0],
      type: words[0]?.data?.[0] ?? '',
      class: sessionClass,
      service: words[2]?.data?.[0] ?? '',
      desktop: words[3]?.data?.[0] ?? '',
      seat: seat.data[0][0],
    },
  };
}

function kindOf(session: SessionFacts): Session['kind'] {
  if (session.remote || remoteServices.includes(session.service)) return knownReading('remote');
  if (classesWithoutPerson.includes(session.class)) return knownReading('none');
  if (session.seat !== '') return knownReading('local');
  return unknown('not-supported', 'the session has no seat and logind does not call it remote');
}

function wordOrNull(...candidates: (string | undefined)[]): string | null {
  const word = candidates.find((candidate) => candidate !== undefined && candidate !== '');
  return word === undefined ? null : tidyText(word, 60);
}

/** Local, remote or no session. Without logind and without marks in the environment the answer is unknown. */
export async function readSession(
  reach: ProbeReach,
  env: Env,
): Promise<{ session: Session; source: string | null }> {
  const fromEnv = {
    type: wordOrNull(env.XDG_SESSION_TYPE),
    desktop: wordOrNull(env.XDG_CURRENT_DESKTOP, env.XDG_SESSION_DESKTOP),
  };
  // sshd sets these for the session it starts (sshd(8)); they outrank logind, whose answer may be the seat of another session.
  if (env.SSH_CONNECTION || env.SSH_TTY || env.SSH_CLIENT) {
    return { session: { kind: knownReading('remote'), ...fromEnv }, source: 'SSH environment' };
  }
  const asked = await askLogind(reach);
  if (asked.ok) {
    const type = asked.value.type === 'unspecified' ? undefined : asked.value.type;
    return {
      session: {
        kind: kindOf(asked.value),
        type: wordOrNull(type, env.XDG_SESSION_TYPE),
        desktop: fromEnv.desktop ?? wordOrNull(asked.value.desktop),
      },
      source: 'logind',
    };
  }
  if (asked.detail?.includes(NO_SESSION)) {
    return { session: { kind: knownReading('none'), ...fromEnv }, source: 'logind' };
  }
  if (env.XDG_SEAT) return { session: { kind: knownReading('local'), ...fromEnv }, source: 'XDG_SEAT' };
  return { session: { kind: unknownFrom(asked), ...fromEnv }, source: null };
}
