import type { Exchange } from '../../contract/capture.ts';
import type { KeyAnswers } from '../../ctap/key-answers.ts';
import type { HidNode } from '../reach.ts';
import { clearDesktopFile } from './clear-desktop-file.ts';
import { clearKeyAnswers } from './clear-key-answers.ts';
import type { PersonalNames } from './personal-names.ts';
import { directoryIdKey, redactDirectoryId, secretKey, textRedactor } from './redact-text.ts';

/** A question and its answer, cleared of what could tell a person or machine. */
export type RedactExchange = (exchange: Exchange) => Exchange;

/** Folders whose entries are the names of people. */
const foldersOfPeople = ['/home', '/Users', 'C:\\Users', '/var/lib/AccountsService/users'];

/** Files whose whole content names one machine. */
const identityFile = /\/(machine-id|[a-z]+_serial|[a-z]+_uuid|[a-z]+_asset_tag|serial_?number)$/;

/** Redacts exchanges of one recording; the same name becomes the same stand-in throughout, so that a replay still asks the recorded questions. */
export function exchangeRedactor(names: PersonalNames): RedactExchange {
  const { text, learnUser } = textRedactor(names);

  const redactValue = (value: unknown): unknown => {
    if (typeof value === 'string') return text(value);
    if (Array.isArray(value)) return value.map(redactValue);
    if (typeof value !== 'object' || value === null) return value;
    const entries = Object.entries(value).map(([key, part]) => [text(key), redactUnder(key, part)]);
    return Object.fromEntries(entries);
  };
  const redactUnder = (key: string, value: unknown): unknown => {
    if (typeof value === 'string' && value !== '' && secretKey.test(key)) return 'REDACTED';
    if (typeof value === 'string' && directoryIdKey.test(key)) return redactDirectoryId(value);
    return redactValue(value);
  };

  return (exchange) => {
    const { port, call, args, outcome } = exchange;
    if (port === 'files' && call === 'list' && outcome.ok && foldersOfPeople.includes(String(args[0]))) {
      for (const name of outcome.value as string[]) learnUser(name);
    }
    const redactAnswer = (value: unknown): unknown => {
      if (isIdentity(exchange)) return 'REDACTED';
      if (port === 'securityKeys') return clearKeyAnswers(value as KeyAnswers, text);
      if (port === 'hid') return redactValue((value as HidNode[]).map((node) => ({ ...node, mark: null })));
      const isDesktopFile = port === 'files' && call === 'readText' && /\.desktop$/.test(String(args[0]));
      return redactValue(isDesktopFile && typeof value === 'string' ? clearDesktopFile(value) : value);
    };
    return {
      port,
      call,
      args: args.map(redactValue),
      outcome: outcome.ok
        ? { ok: true, value: redactAnswer(outcome.value) }
        : { ...outcome, ...(outcome.detail === undefined ? {} : { detail: text(outcome.detail) }) },
    };
  };
}

function isIdentity({ port, call, args }: Exchange): boolean {
  return port === 'files' && call === 'readText' && identityFile.test(String(args[0]));
}
