import { readFile } from 'node:fs/promises';
import { describe, expect, test } from 'vitest';
import { renderDocs } from '../../scripts/docs/render-docs.ts';
import { knownUnknownReasons } from '../../src/contract/observation.ts';
import { problemCatalogue } from '../../src/contract/problem.ts';
import { factsBySignal, Signals, signalIds } from '../../src/contract/signals.ts';
import { engineCodes } from '../../src/core/assess/engine-codes.ts';
import { allRules } from '../../src/core/assess/rules/all-rules.ts';
import { signalCatalogue } from '../../src/core/signals/catalogue.ts';
import { readPolicyFiles } from '../../src/platform/policy-files.ts';

const { policy, remediation, problems } = await readPolicyFiles();
const documents = await renderDocs();
const entries = Object.entries(remediation.reasons);
const producedCodes = new Set([...allRules.map(({ code }) => code), ...Object.keys(engineCodes)]);
/** Reasons a gap can have: those of observations and those the judge itself gives. */
const gapReasons = [...knownUnknownReasons, 'not-scanned', 'not-published', 'not-applicable'];

describe('signals', () => {
  test('the catalogue, the facts and the report schema name the same ones', () => {
    const ids = [...signalIds].sort();
    expect(Object.keys(signalCatalogue).sort()).toEqual(ids);
    expect(Object.keys(factsBySignal).sort()).toEqual(ids);
    expect(Object.keys(Signals.shape).sort()).toEqual(ids);
    for (const [id, spec] of Object.entries(signalCatalogue)) expect(spec.id).toBe(id);
  });

  test('every signal a rule needs is in the catalogue', () => {
    for (const rule of allRules) for (const signal of rule.needs) expect(signalIds).toContain(signal);
  });
});

describe('words', () => {
  test('every code that rules or the evaluation give has words', () => {
    for (const code of producedCodes) expect(Object.keys(remediation.reasons)).toContain(code);
  });

  test('no words are left without a code', () => {
    const wanted = new Set([
      ...producedCodes,
      ...['any', ...gapReasons].map((reason) => `SIGNAL_UNKNOWN/${reason}`),
      ...gapReasons.map((reason) => `KEY_NOT_READABLE/${reason}`),
      'OS_TOO_OLD/no-newer-system',
      'SECOND_METHOD_MISSING/beside-another',
    ]);
    for (const [code] of entries) expect([...wanted]).toContain(code);
  });

  test('every reason for not knowing has its own words', () => {
    for (const reason of gapReasons) expect(remediation.reasons).toHaveProperty([`SIGNAL_UNKNOWN/${reason}`]);
  });

  test('only words for one reason name the signal, because only they are filled in', () => {
    for (const [code, words] of entries) {
      if (!code.includes('/')) expect(JSON.stringify(words)).not.toContain('{signal}');
    }
  });

  test('rules and words agree on who can change it', () => {
    for (const { code, owner } of allRules)
      expect([code, remediation.reasons[code]?.owner]).toEqual([code, owner ?? ownerOfWarning(code)]);
  });

  test('an action row has something to do, an owner and steps', () => {
    for (const { code } of allRules.filter(({ effect }) => effect === 'action')) {
      const words = remediation.reasons[code];
      expect([code, typeof words?.action, typeof words?.owner]).toEqual([code, 'string', 'string']);
      expect([code, Object.keys(words?.steps ?? {}).length > 0]).toEqual([code, true]);
    }
  });

  test.each(entries)('%s: what is to do has steps and time, what has steps has a name', (_code, words) => {
    expect(words.action === undefined).toBe(words.steps === undefined);
    if (words.action !== undefined) {
      expect(words.minutes).toBeGreaterThan(0);
      expect(words.owner).toBeDefined();
    }
  });

  test('every problem has words, and no words are left without a problem', () => {
    expect(Object.keys(problems.problems).sort()).toEqual(Object.keys(problemCatalogue).sort());
  });

  test('nobody is blamed and nothing is begged', () => {
    const texts = [...entries.map(([, words]) => JSON.stringify(words)), JSON.stringify(problems)];
    for (const text of texts)
      expect(text).not.toMatch(/oops|contact your administrator|invalid user|you failed/i);
  });
});

/** Warnings may carry advice although the row itself names nobody. */
function ownerOfWarning(code: string) {
  const onlyWarns = allRules.filter((rule) => rule.code === code).every(({ effect }) => effect === 'warn');
  return onlyWarns ? remediation.reasons[code]?.owner : undefined;
}

describe('policy', () => {
  test('every minimum that rules ask for is listed, and every listed one is asked for', () => {
    const asked = new Set(
      allRules.flatMap(({ condition }) =>
        [...condition.matchAll(/policy minimum `([^`]+)`/g)].map((match) => match[1]),
      ),
    );
    expect(new Set(policy.minimums?.map(({ id }) => id))).toEqual(asked);
  });

  test('each fact is listed once', () => {
    const browsers = policy.browsers.map(({ family, platform }) => `${family} ${platform}`);
    const minimums = policy.minimums?.map(({ id, platform }) => `${id} ${platform}`) ?? [];
    const dates = policy.dates.map(({ id }) => id);
    for (const list of [browsers, minimums, dates]) expect(new Set(list).size).toBe(list.length);
  });
});

describe('documents', () => {
  test.each(Object.entries(documents))('%s is up to date (npm run docs)', async (path, text) => {
    expect(await readFile(new URL(`../../${path}`, import.meta.url), 'utf8')).toBe(text);
  });
});
