import { describe, expect, it } from 'vitest';
import type { Files, Outcome } from '../reach.ts';
import { reachCalls } from '../record/reach-calls.ts';
import { linuxHardware } from './linux-hardware.ts';
import { liveReach } from './live-reach.ts';

function filesOf(texts: Record<string, string>): Files {
  const readText = async (path: string): Promise<Outcome<string>> => {
    const value = texts[path];
    return value === undefined ? { ok: false, problem: 'not-found', detail: 'ENOENT' } : { ok: true, value };
  };
  return { ...liveReach().reach.files, readText };
}
const dmi = '/sys/class/dmi/id';

describe('the live machine', () => {
  it('answers in the shapes that captures promise', async () => {
    const { reach, close } = liveReach();
    const answers = {
      about: [await reach.surroundings.about(), reachCalls.surroundings.about],
      memory: [await reach.hardware.memoryBytes(), reachCalls.hardware.memoryBytes],
      hid: [await reach.hid.list(0xf1d0), reachCalls.hid.list],
    } as const;
    for (const [outcome, shape] of Object.values(answers)) {
      expect(outcome.ok && shape.value.safeParse(outcome.value).success).toBe(true);
    }
    close();
  });

  it('tells nothing of the environment but where things lie', async () => {
    const asked = liveReach().reach.surroundings.about();
    const about = await asked;
    const names = about.ok ? Object.keys(about.value.env) : [];
    expect(
      names.filter((name) => /PATH|HOME$|USER|TOKEN|KEY/.test(name) && !name.startsWith('XDG_')),
    ).toEqual([]);
  });

  it.runIf(process.platform === 'linux')('says that registry and native facts are not here', async () => {
    const { reach } = liveReach();
    expect(await reach.registry.readTree('HKLM', 'SOFTWARE', { values: [] })).toMatchObject({
      problem: 'not-supported',
    });
    expect(await reach.native.ask('webauthn')).toMatchObject({ problem: 'not-supported' });
  });
});

describe('linuxHardware', () => {
  it('reads a laptop from the firmware’s words', async () => {
    const files = filesOf({
      [`${dmi}/sys_vendor`]: 'LENOVO\n',
      [`${dmi}/product_name`]: '21HM\n',
      [`${dmi}/chassis_type`]: '10\n',
      '/proc/cpuinfo': 'processor\t: 0\nflags\t\t: fpu vme\n',
    });
    expect(await linuxHardware(files).machine()).toEqual({
      ok: true,
      value: { manufacturer: 'LENOVO', model: '21HM', chassis: 'Notebook', virtual: false },
    });
  });
  it('knows a virtual machine by the processor’s flag, or by the maker where there is no such flag', async () => {
    const flagged = filesOf({
      [`${dmi}/sys_vendor`]: 'ACME',
      '/proc/cpuinfo': 'flags\t\t: fpu hypervisor lahf_lm\n',
    });
    expect(await linuxHardware(flagged).machine()).toMatchObject({ value: { virtual: true, chassis: '' } });
    const named = filesOf({ [`${dmi}/sys_vendor`]: 'QEMU', [`${dmi}/product_name`]: 'KVM Virtual Machine' });
    expect(await linuxHardware(named).machine()).toMatchObject({ value: { virtual: true } });
  });
  it('does not make an empty name of a machine without firmware tables', async () => {
    expect(await linuxHardware(filesOf({})).machine()).toEqual({
      ok: false,
      problem: 'not-found',
      detail: 'ENOENT',
    });
  });
});
