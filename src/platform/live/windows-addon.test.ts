import { describe, expect, expectTypeOf, it } from 'vitest';
import type { WindowsAddon } from '../../../native/windows/index.d.ts';
import type { NativeAnswer, NativeFact } from '../windows/native-answers.ts';
import type { RegistryKey } from '../windows/registry.ts';
import { addonFile, type LoadedAddon, loadWindowsAddon } from './windows-addon.ts';
import { windowsNative } from './windows-native.ts';
import { windowsRegistry } from './windows-registry.ts';

/** An addon that has only what the test gives it. */
const loaded = (parts: Partial<WindowsAddon>): LoadedAddon => ({ addon: parts as WindowsAddon });
const missing: LoadedAddon = { addon: null, reason: 'the addon is not built' };

type Answer<Fact extends NativeFact> = Awaited<ReturnType<WindowsAddon[Fact]>>;
/** Facts whose typed answer does not fit what probes check, or the other way round. */
type Misfit = {
  [Fact in NativeFact]: [Answer<Fact>] extends [NativeAnswer<Fact>] ? never : Fact;
}[NativeFact];

describe('the typed face of the addon', () => {
  it('has every fact that probes may ask, with answers that fit what they check', () => {
    expectTypeOf<Exclude<NativeFact, keyof WindowsAddon>>().toBeNever();
    expectTypeOf<Misfit>().toBeNever();
    expectTypeOf<
      Exclude<keyof WindowsAddon, NativeFact | 'readRegistry' | 'isElevated' | 'makeOwnFolder' | 'ownerOf'>
    >().toBeNever();
    type Read = Extract<Awaited<ReturnType<WindowsAddon['readRegistry']>>, { key: unknown }>['key'];
    expectTypeOf<Read>().toEqualTypeOf<RegistryKey>();
  });
});

describe('where the addon lies', () => {
  it.each([
    ['file:///srv/keyready/src/platform/live/windows-addon.ts', '/srv/keyready/native/windows/build'],
    ['file:///srv/keyready/out/main/live-reach-x1.js', '/srv/keyready/native/windows/build'],
    ['file:///opt/Keyready/resources/app.asar/out/main/probe-host.js', '/opt/Keyready/resources/native'],
  ])('%s', (module, folder) => {
    expect(addonFile(module)).toBe(`${folder}/keyready-windows.node`);
  });
  it.skipIf(process.platform === 'win32')('is nowhere on other systems', () => {
    expect(loadWindowsAddon()).toEqual({ addon: null, reason: `not on ${process.platform}` });
  });
});

describe('native facts', () => {
  it('are what the addon answers to the texts it is given', async () => {
    const heard: unknown[] = [];
    const native = windowsNative(
      loaded({
        fileVersion: async (...args) => {
          heard.push(args);
          return { result: 0, version: '1.2.3.4' };
        },
      }),
    );
    expect(await native.ask('fileVersion', ['C:\\x.exe'])).toEqual({
      ok: true,
      value: { result: 0, version: '1.2.3.4' },
    });
    expect(heard).toEqual([['C:\\x.exe']]);
  });
  it('are a failure when the addon rejects, and not supported when there is none', async () => {
    const rejecting = windowsNative(
      loaded({ thisProcess: () => Promise.reject(new Error('OpenProcessToken')) }),
    );
    expect(await rejecting.ask('thisProcess')).toEqual({
      ok: false,
      problem: 'unreadable',
      detail: 'OpenProcessToken',
    });
    expect(await windowsNative(loaded({})).ask('canPromptTouchId')).toMatchObject({
      problem: 'not-supported',
    });
    expect(await windowsNative(missing).ask('webauthn')).toEqual({
      ok: false,
      problem: 'not-supported',
      detail: 'the addon is not built',
    });
  });
});

describe('the registry', () => {
  const answering = (answer: unknown) =>
    windowsRegistry(loaded({ readRegistry: async () => answer as never })).readTree('HKLM', 'SOFTWARE', {
      values: '*',
    });
  it('gives the key as it is', async () => {
    const key = { values: { a: { type: 'number', data: 1 } }, keys: { b: { problem: 'denied' } } };
    expect(await answering({ result: 0, key })).toEqual({ ok: true, value: key });
  });
  it.each([
    [{ result: 2 }, 'not-found'],
    [{ result: 3 }, 'not-found'],
    [{ result: 1018 }, 'not-found'],
    [{ result: 5 }, 'denied'],
    [{ result: 87 }, 'unreadable'],
    [{ tooLarge: true }, 'too-large'],
  ])('%j means %s', async (answer, problem) => {
    expect(await answering(answer)).toMatchObject({ ok: false, problem });
  });
  it('is unreadable when the addon rejects, and not supported when there is none', async () => {
    const registry = windowsRegistry(loaded({ readRegistry: () => Promise.reject(new Error('no')) }));
    const question = { values: [] };
    expect(await registry.readTree('HKLM', '', question)).toMatchObject({ problem: 'unreadable' });
    expect(await windowsRegistry(missing).readTree('HKLM', '', question)).toMatchObject({
      problem: 'not-supported',
      detail: 'the addon is not built',
    });
  });
});
