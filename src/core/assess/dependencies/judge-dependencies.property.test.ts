import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  aCase,
  deviceWith,
  entry,
  found,
  groundsWith,
  installed,
  type Sight,
  settingsTest,
  unread,
} from '../../../../test/contract/dependency-grounds.ts';
import { PROPERTY_TIMEOUT_MS, propertyOptions } from '../../../../test/contract/property-options.ts';
import { SignInClass } from '../../../contract/catalogue.ts';
import { dependencyAnswers, type PasswordDependency } from '../../../contract/password-dependencies.ts';
import { Basis, Shown, Strength } from '../../../contract/settings-test.ts';
import { judgeDependencies } from './judge-dependencies.ts';

const options = propertyOptions(400);
const caseIds = ['a', 'b', 'c'] as const;

const entries = fc
  .record({
    class: fc.constantFrom(...SignInClass.options),
    cases: fc.tuple(
      ...caseIds.map((id) =>
        fc
          .record({
            shows: fc.constantFrom(...Shown.options),
            strength: fc.constantFrom(...Strength.options),
            basis: fc.constantFrom(...Basis.options),
            own: fc.boolean(),
          })
          .map(({ own, ...worth }) => aCase(id, { ...worth, ...(own ? { account: 'own' as const } : {}) })),
      ),
    ),
    limit: fc.constantFrom({ below: '4' }, { atLeast: '4' }, {}),
    versionShows: fc.constantFrom(...Shown.options),
  })
  .map((parts) =>
    entry('app', {
      signIn: { class: parts.class },
      tests: [settingsTest('one', parts.cases), settingsTest('two', parts.cases)],
      versions: [
        {
          id: 'v',
          ...parts.limit,
          shows: parts.versionShows,
          strength: 'strong',
          basis: 'source',
          says: 'so',
        },
      ],
    }),
  );

const foundRow = fc
  .record({
    test: fc.constantFrom('one', 'two', 'gone'),
    of: fc.constantFrom(...caseIds, 'gone', null),
    count: fc.integer({ min: 1, max: 5 }),
  })
  .map(({ test, of, count }) => found('app', test, of, { count }));
const unreadRow = fc
  .record({ test: fc.constantFrom('one', 'two'), reason: fc.constantFrom('needs-elevation', 'malformed') })
  .map(({ test, reason }) => unread('app', test, reason));
const install = fc
  .record({
    version: fc.constantFrom('3.9', '4.0', '12.1', 'trunk', null),
    by: fc.constantFrom('name', 'file', 'package'),
  })
  .map(({ version, by }) => installed('app', version, by));

const sights: fc.Arbitrary<Sight> = fc.record({
  platform: fc.constantFrom('win32', 'darwin', 'linux'),
  installs: fc.array(install, { maxLength: 3 }),
  machine: fc.record({
    found: fc.array(foundRow, { maxLength: 4 }),
    unread: fc.array(unreadRow, { maxLength: 2 }),
  }),
  person: fc.record({ found: fc.array(foundRow, { maxLength: 4 }) }),
});

function judged(about: ReturnType<typeof entry>, sight: Sight): PasswordDependency | undefined {
  return judgeDependencies(deviceWith(sight), groundsWith([about])).items[0];
}
const rank = (item: PasswordDependency) => dependencyAnswers.indexOf(item.answer);

test(
  'the order of what was found does not matter',
  () => {
    fc.assert(
      fc.property(entries, sights, (about, sight) => {
        const turned: Sight = {
          ...sight,
          installs: sight.installs?.toReversed() ?? [],
          machine: {
            found: sight.machine?.found?.toReversed() ?? [],
            unread: sight.machine?.unread?.toReversed() ?? [],
          },
          person: { found: sight.person?.found?.toReversed() ?? [] },
        };
        expect(judged(about, turned)).toEqual(judged(about, sight));
      }),
      options,
    );
  },
  PROPERTY_TIMEOUT_MS,
);

test(
  'closed settings are never better than "could not read", whatever else is found',
  () => {
    fc.assert(
      fc.property(entries, sights, unreadRow, (about, sight, closed) => {
        const machine = { ...sight.machine, unread: [...(sight.machine?.unread ?? []), closed] };
        const item = judged(about, { ...sight, machine });
        if (item !== undefined)
          expect(rank(item)).toBeLessThanOrEqual(dependencyAnswers.indexOf('could-not-read'));
      }),
      options,
    );
  },
  PROPERTY_TIMEOUT_MS,
);

test(
  'one more profile that was told never makes a told answer better',
  () => {
    fc.assert(
      fc.property(entries, sights, foundRow, (about, sight, row) => {
        const before = judged(about, sight);
        const tells = before?.evidence.some(
          ({ id, shows }) => !id.startsWith('version/') && shows !== 'saved-secret',
        );
        const person = { found: [...(sight.person?.found ?? []), row] };
        const after = judged(about, { ...sight, person });
        if (before !== undefined && tells === true) {
          expect(after).toBeDefined();
          if (after !== undefined) expect(rank(after)).toBeLessThanOrEqual(rank(before));
        }
      }),
      options,
    );
  },
  PROPERTY_TIMEOUT_MS,
);

test(
  'only a proof with a public source is proven, and ready needs something that says so or a program that is known to',
  () => {
    fc.assert(
      fc.property(entries, sights, (about, sight) => {
        const item = judged(about, sight);
        if (item?.grade === 'proven') expect(item.evidence.map(({ grade }) => grade)).toContain('proven');
        if (item?.answer === 'ready') {
          const good = item.evidence.some(({ shows }) => shows === 'modern' || shows === 'passkey-ready');
          expect(good || item.class === 'passkey-capable').toBe(true);
        }
      }),
      options,
    );
  },
  PROPERTY_TIMEOUT_MS,
);
