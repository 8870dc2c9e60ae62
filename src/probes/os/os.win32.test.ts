import { describe, expect, it } from 'vitest';
import { type FakeMachine, fails, fakeReach, neverStops } from '../../../test/doubles/fake-reach.ts';
import type { FakeRegistry } from '../../../test/doubles/fake-registry.ts';
import { hardwareWin32 } from '../hardware/hardware.win32.ts';
import { osWin32 } from './os.win32.ts';

const VERSION = 'HKLM\\SOFTWARE\\Microsoft\\Windows NT\\CurrentVersion';
const BIOS = 'HKLM\\HARDWARE\\DESCRIPTION\\System\\BIOS';
const about = { platform: 'win32', arch: 'x64', uid: null } as const;
const person = { elevated: false, sid: 'S-1-12-1-1-2-3-4', sessionId: 1, remote: false };

/** Names and values as Windows 11 24H2 Enterprise has them. */
const windows11 = {
  ProductName: 'Windows 10 Enterprise',
  DisplayVersion: '24H2',
  ReleaseId: '2009',
  CurrentVersion: '6.3',
  CurrentMajorVersionNumber: 10,
  CurrentMinorVersionNumber: 0,
  CurrentBuildNumber: '26100',
  UBR: 4061,
  EditionID: 'Enterprise',
  InstallationType: 'Client',
  RegisteredOwner: 'erin.fox@contoso.example',
  ProductId: '00330-80000-00000-AA000',
};
const observe = (machine: FakeMachine) => osWin32.observe(fakeReach(machine), neverStops());
const withVersion = (values: FakeRegistry[string], more: FakeMachine = {}) =>
  observe({ about, registry: { [VERSION]: values }, native: { thisProcess: person }, ...more });

describe('a virtual machine', () => {
  const virtual = async (hypervisor: unknown, model = 'Aster 14 G5') => {
    const found = await observe({
      about,
      registry: {
        [VERSION]: windows11,
        [BIOS]: { SystemManufacturer: 'Northfield', SystemProductName: model },
      },
      native: { thisProcess: person, hypervisor },
    });
    return found.kind === 'known' ? found.facts.virtualization : found;
  };
  const guestOf = (vendor: string, root: boolean | null = null) => ({
    result: 0,
    present: true,
    vendor,
    root,
  });

  it.each([
    [{ result: 0, present: false, vendor: null, root: null }, 'none'],
    [guestOf('Microsoft Hv', true), 'none'],
    [guestOf('Microsoft Hv', false), 'microsoft'],
    [guestOf('KVMKVMKVM'), 'kvm'],
    [guestOf('constructor'), 'other'],
    [guestOf(''), 'other'],
  ])('by the processor: %j is %s', async (answer, word) => {
    expect(await virtual(answer)).toBe(word);
  });
  it('is told by the firmware before the processor', async () => {
    expect(await virtual(guestOf('Microsoft Hv', false), 'VMware20,1')).toBe('vmware');
  });
  it('is not told where the processor cannot be asked', async () => {
    for (const answer of [undefined, { missing: 'CPUID', error: 50 }, fails('not-supported')])
      expect(await virtual(answer)).toBeNull();
  });
});

describe('the version of Windows', () => {
  it('is told by the build where the product name is wrong', async () => {
    const found = await withVersion(windows11);
    expect(found).toMatchObject({
      kind: 'known',
      facts: {
        platform: 'win32',
        id: 'windows',
        prettyName: 'Windows 11 Enterprise 24H2',
        version: '10.0.26100',
        kernel: '26100.4061',
        arch: 'x64',
        edition: 'Enterprise',
        release: '24H2',
        installation: 'client',
      },
    });
    expect(JSON.stringify(found)).not.toMatch(/contoso|00330/);
  });
  it.each([
    [
      { ...windows11, CurrentBuildNumber: '19045', DisplayVersion: '22H2' },
      { prettyName: 'Windows 10 Enterprise 22H2', version: '10.0.19045' },
    ],
    [
      {
        ProductName: 'Windows 10 Pro',
        ReleaseId: '1809',
        CurrentBuildNumber: '17763',
        CurrentMajorVersionNumber: 10,
      },
      { prettyName: 'Windows 10 Pro 1809', kernel: '17763', installation: null, edition: null },
    ],
    [
      {
        ...windows11,
        ProductName: 'Windows Server 2025 Standard',
        InstallationType: 'Server Core',
        EditionID: 'ServerStandard',
      },
      { prettyName: 'Windows Server 2025 Standard 24H2', installation: 'server' },
    ],
    [
      { ProductName: 'Windows 8.1 Pro', CurrentVersion: '6.3', CurrentBuildNumber: '9600' },
      { prettyName: 'Windows 8.1 Pro', version: '6.3.9600', release: null },
    ],
  ])('%j', async (values, facts) => {
    expect(await withVersion(values as FakeRegistry[string])).toMatchObject({ kind: 'known', facts });
  });
  it.each(['', '26100.1', 'build', '-1'])('a build number %j is none', async (CurrentBuildNumber) => {
    expect(await withVersion({ ...windows11, CurrentBuildNumber })).toMatchObject({
      kind: 'unknown',
      reason: 'unreadable',
    });
  });
  it('is not told by a closed key', async () => {
    expect(await observe({ about, registry: fails('denied') })).toMatchObject({ reason: 'needs-elevation' });
  });
});

describe('the session', () => {
  it.each([
    [person, { kind: 'known', value: 'local' }],
    [
      { ...person, remote: true },
      { kind: 'known', value: 'remote' },
    ],
    [
      { ...person, sid: 'S-1-5-18', sessionId: 0 },
      { kind: 'known', value: 'none' },
    ],
    [fails('not-supported'), { kind: 'unknown', reason: 'not-supported' }],
  ])('%j', async (thisProcess, kind) => {
    expect(await withVersion(windows11, { native: { thisProcess } })).toMatchObject({
      facts: { session: { kind } },
    });
  });
});

const firmware = (SystemManufacturer: string, SystemProductName: string): FakeRegistry => ({
  [BIOS]: { SystemManufacturer, SystemProductName, SystemSerialNumber: 'PF0EXAMPLE' },
});

describe('virtual machines', () => {
  it.each([
    ['VMware, Inc.', 'VMware20,1', 'vmware'],
    ['Microsoft Corporation', 'Virtual Machine', 'microsoft'],
    ['Microsoft Corporation', 'Surface Laptop 5', null],
    ['QEMU', 'Standard PC (Q35 + ICH9, 2009)', 'qemu'],
    ['innotek GmbH', 'VirtualBox', 'oracle'],
    ['Xen', 'HVM domU', 'xen'],
    ['Parallels International GmbH.', 'Parallels ARM Virtual Machine', 'parallels'],
    ['LENOVO', '21HMCTO1WW', null],
  ])('%s %s: %s', async (maker, model, virtualization) => {
    const registry = { [VERSION]: windows11, ...firmware(maker, model) };
    expect(await observe({ about, registry })).toMatchObject({ facts: { virtualization } });
  });
});

describe('hardware', () => {
  const PROCESSOR = 'HKLM\\HARDWARE\\DESCRIPTION\\System\\CentralProcessor\\0';
  const look = (machine: FakeMachine) => hardwareWin32.observe(fakeReach(machine), neverStops());
  const laptop = {
    ...firmware('LENOVO', '21HMCTO1WW'),
    [PROCESSOR]: { ProcessorNameString: '  13th Gen Intel(R) Core(TM) i5-1345U  ' },
  };
  it('is told without a serial number', async () => {
    const found = await look({
      registry: laptop,
      memoryBytes: 17_000_000_000,
      native: { platformRole: { role: 2 } },
    });
    expect(found).toMatchObject({
      kind: 'known',
      facts: {
        manufacturer: 'LENOVO',
        model: '21HMCTO1WW',
        form: 'laptop',
        processor: '13th Gen Intel(R) Core(TM) i5-1345U',
        memoryBytes: 17_000_000_000,
      },
    });
    expect(JSON.stringify(found)).not.toContain('PF0EXAMPLE');
  });
  it.each([
    [{ role: 0 }, null],
    [{ role: 1 }, 'desktop'],
    [{ role: 4 }, 'server'],
    [{ role: 8 }, 'tablet'],
    [{ role: 99 }, null],
    [{ missing: 'powrprof.dll', error: 126 }, null],
    [fails('timed-out'), null],
  ])('role %j is %s', async (platformRole, form) => {
    expect(await look({ registry: laptop, native: { platformRole } })).toMatchObject({ facts: { form } });
  });
  it('is virtual where the firmware says so, and nothing where the maker left a placeholder', async () => {
    const registry = firmware('VMware, Inc.', 'VMware20,1');
    expect(await look({ registry, native: { platformRole: { role: 1 } } })).toMatchObject({
      facts: { form: 'virtual', memoryBytes: null, processor: null },
    });
    expect(await look({ registry: firmware('To be filled by O.E.M.', 'System Product Name') })).toMatchObject(
      {
        facts: { manufacturer: null, model: null },
      },
    );
  });
  it('is not known from its memory alone', async () => {
    expect(await look({ registry: fails('denied'), memoryBytes: 8e9 })).toMatchObject({
      reason: 'needs-elevation',
    });
  });
});
