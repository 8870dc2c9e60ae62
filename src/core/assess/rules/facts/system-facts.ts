import type { PlatformName } from '../../../../contract/platform-name.ts';
import type { Evidence } from '../../../../contract/verdict.ts';
import { factsOf, look, read, saw } from '../../read-signal.ts';
import type { Subject } from '../../rule.ts';
import { type Truth, truthOf } from '../../truth.ts';

const systemNames: Readonly<Record<PlatformName, string>> = {
  win32: 'Windows',
  darwin: 'macOS',
  linux: 'Linux',
};

/** Which system the report is about: part of the report itself, so always known. */
export function isSystem(subject: Subject, platform: PlatformName): Truth {
  return truthOf(subject.platform === platform);
}

/** Evidence: the system's own name for itself, or its family where the signal is missing. */
export function sawSystem(subject: Subject): Evidence[] {
  const os = factsOf(subject, 'os');
  return [saw(subject, 'os', os === null ? `this is ${systemNames[subject.platform]}` : os.prettyName)];
}

/** How the person's session reaches this machine. A session kind of `not-applicable` is a gap like any other. */
export function sessionIs(subject: Subject, kind: 'local' | 'remote' | 'none'): Truth {
  return look(subject, 'os', (os) =>
    read('os', 'session kind', os.session.kind, (value) => truthOf(value === kind)),
  );
}

const kindOfSession = {
  local: 'the session is at this machine',
  remote: 'the session came in remotely',
  none: 'no login session',
};
export function sawSession(subject: Subject): Evidence[] {
  const session = factsOf(subject, 'os')?.session.kind;
  if (session?.kind !== 'known') return [];
  return [saw(subject, 'os', kindOfSession[session.value])];
}
