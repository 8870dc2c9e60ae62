import { copyFile, mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addonFile, buildWithMingw } from '../../../scripts/native/build-with-mingw.ts';
import { nativeAnswers } from '../../../src/platform/windows/native-answers.ts';
import { runOrThrow } from '../processes/run-program.ts';
import { ensureWindowsNode } from '../wine/windows-node.ts';
import { askAddon, askOne } from './ask-addon.ts';
import { startWineMachine, type WineMachine } from './wine-machine.ts';

let machine: WineMachine;
beforeAll(async () => {
  await buildWithMingw();
  machine = await startWineMachine();
});
afterAll(() => machine?.remove());

const CLASS_NOT_REGISTERED = 0x8004_0154;
const LIBRARY_NOT_FOUND = 126;
const FUNCTION_NOT_FOUND = 127;
const TPM_NOT_FOUND = 0x8028_400f;

/** TPM2_GetCapability, one fixed property. */
const getCapability = '8001000000160000017a000000060000010500000001';

describe('the addon', () => {
  it('is a DLL for x64 that wants nothing but what every Windows has', async () => {
    const file = await readFile(addonFile);
    const header = file.readUInt32LE(0x3c);
    expect(file.toString('latin1', header, header + 4)).toBe('PE\0\0');
    expect(file.readUInt16LE(header + 4)).toBe(0x8664);
    const tables = await runOrThrow('x86_64-w64-mingw32-objdump', ['-p', addonFile]);
    const imported = [...tables.matchAll(/DLL Name: (\S+)/g)].map(([, name]) => name?.toLowerCase());
    expect(imported.sort()).toEqual(['advapi32.dll', 'kernel32.dll', 'msvcrt.dll']);
  });

  it('loads in a Windows program of any name, as in Electron', async () => {
    await mkdir(join(machine.driveC, 'agent'));
    await copyFile(await ensureWindowsNode(), join(machine.driveC, 'agent/keyready-agent.exe'));
    const nodeExe = String.raw`C:\agent\keyready-agent.exe`;
    const [answer] = await askAddon(machine, [['domainJoin']], { nodeExe });
    expect(answer).toEqual({ value: { result: 0, status: 2 } });
  });
});

describe('on plain Wine, which has no TPM, no Hello and no classes of the Windows Runtime', () => {
  it('says which of them is not there', async () => {
    const questions = [
      ['tpmDevice'],
      ['tpmCapability', getCapability],
      ['webauthn'],
      ['platformCredentials', 'login.microsoft.com'],
      ['passkeyAuthenticators'],
      ['biometricUnits'],
      ['enrolledFactors', '*'],
      ['biometricSettings'],
      ['enhancedSignIn'],
      ['consentVerifier'],
      ['keyCredential'],
      ['radios'],
      ['bluetoothAdapter'],
      ['entraJoin'],
    ] as const;
    const missing = (what: string, error: number) => ({ value: { missing: what, error } });
    expect(await askAddon(machine, questions)).toEqual([
      { value: { result: TPM_NOT_FOUND } },
      { value: { result: TPM_NOT_FOUND } },
      missing('webauthn.dll', LIBRARY_NOT_FOUND),
      missing('webauthn.dll', LIBRARY_NOT_FOUND),
      missing('webauthn.dll', LIBRARY_NOT_FOUND),
      missing('winbio.dll', LIBRARY_NOT_FOUND),
      missing('winbio.dll', LIBRARY_NOT_FOUND),
      missing('winbio.dll', LIBRARY_NOT_FOUND),
      missing('ext-ms-win-biometrics-winbio-core-l1.dll', LIBRARY_NOT_FOUND),
      missing('Windows.Security.Credentials.UI.UserConsentVerifier', CLASS_NOT_REGISTERED),
      missing('Windows.Security.Credentials.KeyCredentialManager', CLASS_NOT_REGISTERED),
      missing('Windows.Devices.Radios.Radio', CLASS_NOT_REGISTERED),
      missing('Windows.Devices.Bluetooth.BluetoothAdapter', CLASS_NOT_REGISTERED),
      missing('netapi32.dll!NetGetAadJoinInformation', FUNCTION_NOT_FOUND),
    ]);
  });

  it('answers what Wine does have, in the forms that probes check', async () => {
    const asked = {
      domainJoin: [],
      thisProcess: [],
      platformRole: [],
      signedInUsers: [],
      fidoDevices: [],
      phonebooks: [],
      presentDevices: ['{745a17a0-74d3-11d0-b6fe-00a0c90f57da}'],
      presentInterfaces: ['{4D1E55B2-F16F-11CF-88CB-001111000030}'],
      fileVersion: [String.raw`C:\windows\system32\kernel32.dll`],
    } as const;
    const names = Object.keys(asked) as (keyof typeof asked)[];
    const answers = await askAddon(
      machine,
      names.map((name) => [name, ...asked[name]]),
    );
    const values = Object.fromEntries(
      names.map((name, at) => [name, nativeAnswers[name].parse((answers[at] as { value: unknown }).value)]),
    );
    expect(values).toMatchObject({
      domainJoin: { status: 2 },
      thisProcess: { elevated: true, sessionId: 1, remote: false },
      fidoDevices: { devices: [] },
      fileVersion: { version: expect.stringMatching(/^10\.0\.\d+\.\d+$/) },
      phonebooks: {
        allUsers: String.raw`C:\ProgramData\Microsoft\Network\Connections\Pbk\rasphone.pbk`,
        person: expect.stringMatching(
          /^C:\\users\\.*\\Roaming\\Microsoft\\Network\\Connections\\Pbk\\rasphone\.pbk$/,
        ),
      },
    });
    expect(values.thisProcess).toMatchObject({ sid: expect.stringMatching(/^S-1-5-21-/) });
    // Wine's own HID mouse and keyboard.
    expect(values.presentInterfaces).toMatchObject({ count: 2 });
    expect(values.presentDevices).toMatchObject({
      devices: expect.arrayContaining([{ name: 'Wine HID device', manufacturer: null }]),
    });
  });

  it('tells errors of files and of the event log by their numbers', async () => {
    expect(
      await askAddon(machine, [
        ['fileVersion', String.raw`C:\windows\nothing.exe`],
        ['fileVersion', String.raw`C:\windows\win.ini`],
        // Wine's EvtQuery does nothing and says nothing: ERROR_GEN_FAILURE.
        ['events', 'System', '*', '5', 'Event/System/EventID'],
      ]),
    ).toMatchObject([
      { value: { result: 2 } },
      { value: { result: expect.any(Number) } },
      { value: { result: 31 } },
    ]);
  });
});

describe('what is refused', () => {
  it('wrong arguments reject, with a word that says why', async () => {
    const questions = [
      ['tpmDevice', 'too many'],
      ['fileVersion'],
      ['fileVersion', 7],
      ['fileVersion', String.raw`\\server\share\x.exe`],
      ['fileVersion', 'relative.exe'],
      ['fileVersion', 'C:\\x\0y'],
      ['enrolledFactors', 'anna'],
      ['presentDevices', 'Biometric'],
      ['presentDevices', '{53D29EF7-377C-4D14-864B-EB3A8576935G}'],
      ['tpmCapability', 'xyz'],
      ['tpmCapability', '8'],
      ['events', 'Security', '*', '5', 'Event/System/EventID'],
      ['events', 'System', '*', '0', 'Event/System/EventID'],
      ['events', 'System', '*', '1001', 'Event/System/EventID'],
      ['events', 'System', '*', '5'],
      ['readRegistry', 'HKCR', '', { values: '*' }],
      ['readRegistry', 'HKLM', 'SOFTWARE'],
      ['readRegistry', 'HKLM', 'SOFTWARE', { values: 'all' }],
      ['readRegistry', 'HKLM', 'SOFTWARE', { values: [1] }],
      ['readRegistry', 'HKLM', 'SOFTWARE', { values: '*', depth: -1 }],
      ['readRegistry', 'HKLM', 'SOFTWARE', { values: '*', depth: 1e9 }],
      ['readRegistry', 'HKLM', 'SOFTWARE', { values: '*', view: '128' }],
      ['makeOwnFolder', 'relative', 'private'],
      ['makeOwnFolder', String.raw`C:\ProgramData\Keyready`, 'open'],
      ['ownerOf', String.raw`\\server\share`],
    ] as const;
    for (const [at, answer] of (await askAddon(machine, questions)).entries())
      expect(answer, questions[at]?.join(' ')).toEqual({
        rejected: expect.stringMatching(/^\w*Error: .{10}/),
      });
  });

  it('no command reaches the TPM but the one that asks what it is', async () => {
    const blocked = { value: { result: 0x8028_0400 } };
    const commands = {
      clear: '80020000001b000001264000000c00000009400000090000000000',
      random: '80010000000c0000017b0008',
      'with a session': getCapability.replace(/^8001/, '8002'),
      'longer than it says': `${getCapability}00`,
      'shorter than a header': '8001000000',
      nothing: '',
    };
    const questions = Object.values(commands).map((command) => ['tpmCapability', command] as const);
    expect(await askAddon(machine, questions)).toEqual(questions.map(() => blocked));
    expect(await askOne(machine, ['tpmCapability', getCapability])).toEqual({ result: TPM_NOT_FOUND });
  });
});

describe('a folder of our own', () => {
  const folder = String.raw`C:\ProgramData\Keyready`;

  it('is made, is found again, and belongs to who made it', async () => {
    expect(
      await askAddon(machine, [
        ['ownerOf', folder],
        ['makeOwnFolder', folder, 'private'],
        // Wine gives every file to the account that runs it, whatever owner was asked for.
        ['ownerOf', folder],
        ['makeOwnFolder', folder, 'readable'],
      ]),
    ).toEqual([
      { value: { result: 2 } },
      { value: { result: 0 } },
      { value: { result: 0, owner: 'self' } },
      { value: { result: 0 } },
    ]);
    expect(
      (await readdir(join(machine.driveC, 'ProgramData'))).filter((name) => /^Keyready/.test(name)),
    ).toEqual(['Keyready']);
  });

  it('is not made of a file, nor below a folder that is not there', async () => {
    await writeFile(join(machine.driveC, 'ProgramData/file'), '');
    expect(
      await askAddon(machine, [
        ['makeOwnFolder', String.raw`C:\ProgramData\file`, 'private'],
        ['makeOwnFolder', String.raw`C:\ProgramData\none\below`, 'private'],
      ]),
    ).toEqual([{ value: { result: 267 } }, { value: { result: 3 } }]);
  });
});
