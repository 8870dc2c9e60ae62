import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { arbitraryOf } from '../../../test/contract/arbitrary-of-schema.ts';
import {
  ALL_PROFILE,
  GROUP_PROFILE,
  profile,
  restrict,
  target,
  withMetadata,
  withModels,
  withTenant,
} from '../../../test/contract/key-grounds.ts';
import { PROPERTY_TIMEOUT_MS, propertyOptions } from '../../../test/contract/property-options.ts';
import { JUDGED_AT } from '../../../test/contract/seen-signals.ts';
import { observationOf } from '../../contract/observation.ts';
import { factsBySignal, Signals } from '../../contract/signals.ts';
import { passkeyKinds, Verdict } from '../../contract/verdict.ts';
import { readPolicyFiles } from '../../platform/policy-files.ts';
import { explain } from '../explain/explain.ts';
import { assess } from './assess.ts';
import { evaluateKind } from './evaluate-kind.ts';
import { judgingFiles } from './grounds.ts';
import type { Subject } from './rule.ts';
import { allRules, rulesByKind } from './rules/all-rules.ts';

const { policy, remediation } = judgingFiles(await readPolicyFiles());
const plain = withModels(policy);

const options = propertyOptions(400);

const times = fc.constantFrom(
  '2026-11-16T08:00:00.000Z',
  '2026-11-05T08:00:00Z',
  '2026-10-17T08:59:59.999Z',
  '2020-01-01T00:00:00Z',
  '2031-01-01T00:00:00Z',
);
/** An answer of any kind and age; half of them known, so that rules have something to read. */
function observations(facts: Parameters<typeof arbitraryOf>[0]) {
  const stamp = { at: times, tookMs: fc.nat(), context: fc.constantFrom('device', 'user') };
  const reason = fc.constantFrom('needs-elevation', 'timed-out', 'malformed', 'a-newer-word');
  return fc.oneof(
    {
      weight: 6,
      arbitrary: fc.record({
        kind: fc.constant('known'),
        facts: arbitraryOf(facts),
        source: fc.string(),
        ...stamp,
      }),
    },
    { weight: 1, arbitrary: fc.record({ kind: fc.constant('unknown'), reason, ...stamp }) },
    {
      weight: 1,
      arbitrary: fc.record({ kind: fc.constant('not-applicable'), because: fc.string(), ...stamp }),
    },
  );
}
const ownSignals = fc.record(
  Object.fromEntries(Object.entries(factsBySignal).map(([id, facts]) => [id, observations(facts)])),
  { requiredKeys: ['os', 'browsers', 'bluetooth', 'security-key'] },
);
/** Signals of a newer agent, also under names that every object inherits. */
const foreignSignals = fc.dictionary(
  fc.constantFrom('constructor', 'toString', '__proto__', 'lunar-phase'),
  observations(observationOf(factsBySignal.tpm)),
  { maxKeys: 2 },
);
const subjects: fc.Arbitrary<Subject> = fc
  .tuple(fc.constantFrom('win32', 'darwin', 'linux'), ownSignals, foreignSignals)
  .map(([platform, own, foreign]) => ({ platform, signals: { ...foreign, ...own } }) as Subject);

const pilot = {
  passkeyProfiles: [
    profile({ attestationEnforcement: 'registrationOnly', keyRestrictions: restrict('allow') }),
    profile({ id: GROUP_PROFILE, name: 'Pilot', passkeyTypes: 'synced,somethingNew' }),
  ],
  includeTargets: [target('all_users', ALL_PROFILE), target('pilot', GROUP_PROFILE)],
};
const rulesOff = fc.subarray(
  [...allRules.map(({ id }) => id), 'no.such-row'].map((rule) => ({ rule, because: 'x'.repeat(400) })),
  { maxLength: 5 },
);
const grounds = fc
  .tuple(
    fc.constantFrom(
      plain,
      withTenant(plain),
      withTenant(plain, { state: 'disabled' }),
      withTenant(plain, { isAttestationEnforced: true }),
      withTenant(plain, pilot),
      withMetadata(withTenant(plain, pilot), [{ status: 'REVOKED' }, { status: 'A_WORD_OF_TOMORROW' }]),
    ),
    rulesOff,
  )
  .map(([base, off]) => ({ ...base, rulesOff: off }));

describe('on any report that the schema takes', () => {
  test(
    'what is made here is taken by the schema, and all sorts come up',
    () => {
      const seen = new Set<string>();
      fc.assert(
        fc.property(subjects, grounds, ({ platform, signals }, policyOfRun) => {
          expect(Signals.safeParse(signals).error).toBeUndefined();
          for (const kind of assess({ platform, signals }, policyOfRun, JUDGED_AT).kinds) {
            seen.add(`${kind.kind} ${kind.state}`);
          }
        }),
        options,
      );
      for (const kind of ['whfb', 'winhello', 'macplat', 'seckey', 'synced', 'hybrid']) {
        for (const state of ['blocked', 'unknown']) expect([...seen]).toContain(`${kind} ${state}`);
      }
      expect([...seen].filter((one) => / ready(-after-action)?$/.test(one)).length).toBeGreaterThan(2);
    },
    PROPERTY_TIMEOUT_MS,
  );

  test(
    'the judge gives a verdict by contract, and words for it',
    () => {
      fc.assert(
        fc.property(subjects, grounds, (subject, policyOfRun) => {
          const verdict = assess(subject, policyOfRun, JUDGED_AT);
          expect(Verdict.parse(JSON.parse(JSON.stringify(verdict)))).toEqual(verdict);
          expect(verdict.kinds.map(({ kind }) => kind)).toEqual(passkeyKinds);
          for (const { state, findings, confidence } of verdict.kinds) {
            expect(findings.length).toBeGreaterThan(0);
            expect(confidence === undefined).toBe(state === 'unknown');
          }
          const told = explain(verdict, subject.platform, remediation);
          expect(told.headline.length + (told.recovery?.line.length ?? 0)).toBeGreaterThan(20);
        }),
        options,
      );
    },
    PROPERTY_TIMEOUT_MS,
  );

  test(
    'it changes nothing that it is given, and says the same again',
    () => {
      fc.assert(
        fc.property(subjects, grounds, (subject, policyOfRun) => {
          const before = structuredClone(subject);
          const first = assess(subject, policyOfRun, JUDGED_AT);
          expect(subject).toEqual(before);
          expect(assess(subject, policyOfRun, JUDGED_AT)).toEqual(first);
        }),
        { ...options, numRuns: Math.ceil(options.numRuns / 4) },
      );
    },
    PROPERTY_TIMEOUT_MS,
  );
});

/** What does not depend on order: states, how sure and fresh they are, what is left when one thing is lost. */
function gist(subject: Subject, policyOfRun: typeof plain) {
  const { state, kinds, recovery, overall } = assess(subject, policyOfRun, JUDGED_AT);
  const codes = (findings: (typeof kinds)[number]['findings']) =>
    findings.map(({ code, severity }) => `${severity} ${code}`).sort();
  return {
    state,
    recovery: recovery?.state,
    overall: codes(overall),
    kinds: kinds.map((kind) => ({
      kind: kind.kind,
      state: kind.state,
      keys: kind.keys?.map((key) => key.state).sort(),
      // Of two keys, or two places for synced passkeys, of the same worth the first one speaks, with its own findings and confidence (docs/adr/0011).
      ...(kind.kind === 'synced' || (kind.keys !== undefined && kind.keys.length > 1)
        ? {}
        : { confidence: kind.confidence, freshness: kind.freshness, codes: codes(kind.findings) }),
    })),
  };
}

/** The same value with every list of objects in it the other way round. Lists of words have an order that may mean something. */
function turnedRound(value: unknown): unknown {
  if (Array.isArray(value)) {
    const inner = value.map(turnedRound);
    return inner.some((item) => typeof item !== 'object' || item === null) ? inner : inner.toReversed();
  }
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, turnedRound(item)]));
}

describe('order', () => {
  test(
    'of signals does not matter',
    () => {
      fc.assert(
        fc.property(subjects, grounds, ({ platform, signals }, policyOfRun) => {
          const entries = Object.entries(signals).toReversed();
          const turned = { platform, signals: Object.fromEntries(entries) as Signals };
          expect(assess(turned, policyOfRun, JUDGED_AT)).toEqual(
            assess({ platform, signals }, policyOfRun, JUDGED_AT),
          );
        }),
        options,
      );
    },
    PROPERTY_TIMEOUT_MS,
  );

  test(
    'of browsers, keys, radios, sensors, providers and hosts does not matter',
    () => {
      fc.assert(
        fc.property(subjects, grounds, (subject, policyOfRun) => {
          const turned = { ...subject, signals: turnedRound(subject.signals) as Signals };
          expect(gist(turned, policyOfRun)).toEqual(gist(subject, policyOfRun));
        }),
        options,
      );
    },
    PROPERTY_TIMEOUT_MS,
  );

  test(
    'of rows does not matter',
    () => {
      fc.assert(
        fc.property(
          subjects,
          grounds,
          fc.constantFrom(...passkeyKinds),
          fc.infiniteStream(fc.nat()),
          (subject, policyOfRun, kind, chance) => {
            const judge = (rules: (typeof rulesByKind)[typeof kind]) => {
              const { state, confidence, findings } = evaluateKind(
                kind,
                rules,
                subject,
                policyOfRun,
                JUDGED_AT,
              );
              // Which of several "not applicable" rows speaks is the first's; they all end the kind.
              const codes =
                state === 'not-applicable'
                  ? []
                  : findings.map(({ code, severity }) => `${severity} ${code}`).sort();
              return { state, confidence: state === 'not-applicable' ? null : confidence, codes };
            };
            const rules = rulesByKind[kind];
            const shuffled = rules
              .map((rule) => ({ rule, place: chance.next().value as number }))
              .toSorted((a, b) => a.place - b.place)
              .map(({ rule }) => rule);
            expect(judge(shuffled)).toEqual(judge(rules));
          },
        ),
        options,
      );
    },
    PROPERTY_TIMEOUT_MS,
  );
});
