import { afterEach, expect, it, vi } from 'vitest';
import { fails, fakeReach } from '../../../test/doubles/fake-reach.ts';
import type { HostMessage } from '../../core/scan/host-messages.ts';
import { signalCatalogue } from '../../core/signals/catalogue.ts';
import { systemClock } from '../../platform/clock.ts';
import { osLinux } from '../../probes/os/os.linux.ts';
import { runProbes } from './run-probes.ts';

afterEach(() => vi.useRealTimers());

it('a logind that never answers costs the session, not the name of the system', async () => {
  vi.useFakeTimers();
  const machine = fakeReach({
    otherwise: 'not-found',
    about: {},
    texts: { '/etc/os-release': 'ID=debian\nNAME=Debian\n' },
  });
  // As live/dbus.ts answers for a service that stays silent.
  const silent = () => new Promise((resolve) => setTimeout(resolve, 2000, fails('timed-out')));
  const reach = { ...machine, dbus: { ...machine.dbus, call: silent } } as typeof machine;
  const heard: HostMessage[] = [];
  const { timeLimitMs } = signalCatalogue.os;
  const running = runProbes(
    [{ id: 'os', timeLimitMs }],
    [osLinux],
    () => ({ reach }),
    systemClock,
    async (m) => {
      heard.push(m);
    },
  );
  await vi.advanceTimersByTimeAsync(10_000);
  await running;
  expect(heard.at(-1)).toMatchObject({
    found: {
      kind: 'known',
      facts: { id: 'debian', session: { kind: { kind: 'unknown', reason: 'timed-out' } } },
    },
  });
});
