import { expect, it, test } from 'vitest';
import { groupOfDependency } from './dependency-group.ts';
import {
  type DependencyAnswer,
  dependencyAnswers,
  evidenceGrades,
  presenceGrades,
} from './password-dependencies.ts';

const settled: readonly DependencyAnswer[] = ['own-account', 'not-affected', 'ready'];
const all = dependencyAnswers.flatMap((answer) =>
  evidenceGrades.flatMap((grade) => presenceGrades.map((presence) => ({ answer, grade, presence }))),
);

test.each(all)('$answer, $grade, $presence', (item) => {
  const group = groupOfDependency(item);
  expect(group === 'settled').toBe(settled.includes(item.answer));
  // What a setting, profile or version says, and what could not be read, is never folded away.
  const isFirm = ['proven', 'likely'].includes(item.grade) || item.answer === 'could-not-read';
  const isUsed = ['configured', 'used'].includes(item.presence);
  if (group !== 'settled') expect(group).toBe(isFirm || isUsed ? 'open' : 'untold');
});

it('knows all three', () => {
  expect(new Set(all.map(groupOfDependency))).toEqual(new Set(['open', 'untold', 'settled']));
});
