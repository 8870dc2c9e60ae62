import type { Exchange } from '../../contract/capture.ts';
import type { KeyAnswers } from '../../ctap/key-answers.ts';
import type { Part, PartsQuestion } from '../parts.ts';
import type { CommandResult, HidNode } from '../reach.ts';
import type { RegistryKey } from '../windows/registry.ts';
import { clearAppSso } from './clear-app-sso.ts';
import { clearDesktopFile } from './clear-desktop-file.ts';
import { clearDsregcmd } from './clear-dsregcmd.ts';
import { clearKeyAnswers } from './clear-key-answers.ts';
import { clearMacCommand } from './clear-mac-commands.ts';
import { clearParts } from './clear-parts.ts';
import { clearPhonebook } from './clear-phonebook.ts';
import { clearPluginkit } from './clear-pluginkit.ts';
import { clearProfilesIni } from './clear-profiles-ini.ts';
import { clearProxySettings } from './clear-proxy-settings.ts';
import { clearRegistryKey, clearRegistryPath } from './clear-registry-key.ts';
import { clearLoginScreenSettings, clearPamFile, clearUdevRecord } from './keep-lines.ts';
import type { PersonalNames } from './personal-names.ts';
import { directoryIdKey, redactDirectoryId, secretKey, textRedactor } from './redact-text.ts';
import { type WindowsStandIns, windowsStandIns } from './windows-stand-ins.ts';

/** A question and its answer, cleared of what could tell a person or machine. */
export type RedactExchange = (exchange: Exchange) => Exchange;

/** Folders whose entries are the names of people. */
const foldersOfPeople = ['/home', '/Users', 'C:\\Users', '/var/lib/AccountsService/users'];
/** Managed settings of a Mac: files for all, and a folder for each person. */
const MANAGED_PREFERENCES = '/Library/Managed Preferences';

/** What macOS writes beside a secret of a VPN profile to say where it lies, under names such as `AuthPasswordEncryption`. No secret reads so. */
const whereKept: ReadonlySet<string> = new Set(['Keychain', 'Prompt']);

/** Files whose whole content names one machine. */
const identityFile = /\/(machine-id|[a-z]+_serial|[a-z]+_uuid|[a-z]+_asset_tag|serial_?number)$/;

/** Redacts exchanges of one recording; the same name becomes the same stand-in throughout, so that a replay still asks the recorded questions. */
export function exchangeRedactor(names: PersonalNames): RedactExchange {
  const ids = windowsStandIns();
  const { text, learnUser } = textRedactor(names, ids);

  const redactValue = (value: unknown): unknown => {
    if (typeof value === 'string') return text(value);
    if (Array.isArray(value)) return value.map(redactValue);
    if (typeof value !== 'object' || value === null) return value;
    const entries = Object.entries(value).map(([key, part]) => [text(key), redactUnder(key, part)]);
    return Object.fromEntries(entries);
  };
  const redactUnder = (key: string, value: unknown): unknown => {
    if (typeof value === 'string' && value !== '' && secretKey.test(key))
      return whereKept.has(value) ? value : 'REDACTED';
    if (typeof value === 'string' && directoryIdKey.test(key)) return redactDirectoryId(value, ids);
    return redactValue(value);
  };

  return (exchange) => {
    const { port, call, args, outcome } = exchange;
    if (port === 'files' && call === 'list' && outcome.ok && foldersOfPeople.includes(String(args[0]))) {
      for (const name of outcome.value as string[]) learnUser(name);
    }
    if (port === 'files' && call === 'list' && outcome.ok && args[0] === MANAGED_PREFERENCES) {
      for (const name of outcome.value as string[]) if (!name.endsWith('.plist')) learnUser(name);
    }
    const redactAnswer = (value: unknown): unknown => {
      if (isIdentity(exchange)) return 'REDACTED';
      // Its marks are called tokens, and look like secrets.
      if (isUdevRecord(exchange)) return clearUdevRecord(String(value));
      if (port === 'securityKeys') return clearKeyAnswers(value as KeyAnswers, text);
      if (port === 'hid') return redactValue((value as HidNode[]).map((node) => ({ ...node, mark: null })));
      if (port === 'registry' && call === 'readTree')
        return clearRegistryKey(value as RegistryKey, `${args[0]}\\${args[1]}`, text, ids);
      if (isParts(exchange)) return clearParts(value as Part[], args[2] as PartsQuestion, redactValue);
      return redactValue(withoutOthers(exchange, value, ids));
    };
    const redactArgs = (): unknown[] => {
      if (port === 'registry' && typeof args[1] === 'string')
        return [args[0], clearRegistryPath(args[1], text, ids), ...args.slice(2).map(redactValue)];
      const cleared = args.map(redactValue);
      if (!isParts(exchange)) return cleared;
      // What is wanted is said in the probe's own words, whatever secret or address they look like: a replay asks in the same.
      const { keep, only, names: wanted } = args[2] as PartsQuestion;
      const own = { keep, ...(only && { only }), ...(wanted && { names: wanted }) };
      return [...cleared.slice(0, 2), { ...(cleared[2] as PartsQuestion), ...own }];
    };
    return {
      port,
      call,
      args: redactArgs(),
      outcome: outcome.ok
        ? { ok: true, value: redactAnswer(outcome.value) }
        : { ...outcome, ...(outcome.detail === undefined ? {} : { detail: text(outcome.detail) }) },
    };
  };
}

/** Files and programs of which only known parts are kept. */
function withoutOthers({ port, call, args }: Exchange, value: unknown, ids: WindowsStandIns): unknown {
  const what = String(args[0]);
  if (port === 'files' && call === 'readText' && typeof value === 'string') {
    if (/\.desktop$/.test(what)) return clearDesktopFile(value);
    if (/\.pbk$/i.test(what)) return clearPhonebook(value);
    if (/\/pam\.(conf|d\/[^/]+)$/.test(what)) return clearPamFile(value);
    if (/\/(gdm\.d\/[^/]+|greeter\.dconf-defaults)$/.test(what)) return clearLoginScreenSettings(value);
    if (/[\\/]profiles\.ini$/.test(what)) return clearProfilesIni(value);
  }
  if (port === 'commands' && /[\\/]dsregcmd(\.exe)?$/i.test(what)) {
    const result = value as CommandResult;
    return { ...result, stdout: clearDsregcmd(result.stdout) };
  }
  if (port === 'commands' && /\/scutil$/.test(what) && String(args[1]) === '--proxy') {
    const result = value as CommandResult;
    return { ...result, stdout: clearProxySettings(result.stdout) };
  }
  if (port === 'commands' && /\/(app-sso|pluginkit)$/.test(what)) {
    const { exitCode, stdout } = value as CommandResult;
    const kept = what.endsWith('pluginkit') ? clearPluginkit(stdout) : clearAppSso(stdout, ids.directoryId);
    return { exitCode, stdout: kept, stderr: '' };
  }
  if (port === 'commands') {
    const result = value as CommandResult;
    const cleared = clearMacCommand(what, result.stdout);
    if (cleared !== null) return { ...result, stdout: cleared };
  }
  return value;
}

function isParts({ port, call }: Exchange): boolean {
  return port === 'files' && call === 'readParts';
}

function isIdentity({ port, call, args }: Exchange): boolean {
  return port === 'files' && call === 'readText' && identityFile.test(String(args[0]));
}

function isUdevRecord({ port, call, args }: Exchange): boolean {
  return port === 'files' && call === 'readText' && String(args[0]).startsWith('/run/udev/data/');
}
