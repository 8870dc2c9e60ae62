import type { Catalogue } from '../../contract/catalogue.ts';
import type { PlatformName } from '../../contract/platform-name.ts';
import type { SettingsFormat, SettingsTest } from '../../contract/settings-test.ts';
import type { SettingsQuestion } from '../../platform/settings/answer-questions.ts';
import { type Scope, scopeOf } from './places.ts';

/** All that is asked of one place, so that each file is opened once. */
export type PlannedPlace = {
  place: string;
  reads: SettingsFormat;
  questions: SettingsQuestion[];
  /** Ids of questions whose files change whenever the program runs. */
  changeWithUse: ReadonlySet<string>;
};

/** The catalogue's tests for one system and one scope, by place. */
export function planQuestions(catalogue: Catalogue, platform: PlatformName, scope: Scope): PlannedPlace[] {
  const planned = new Map<string, PlannedPlace & { changeWithUse: Set<string> }>();
  for (const entry of catalogue.entries) {
    for (const test of entry.tests ?? []) {
      const places = (test.places[platform] ?? []).filter((place) => scopeOf(place) === scope);
      for (const place of places) {
        const key = `${test.reads} ${place}`;
        const known = planned.get(key) ?? {
          place,
          reads: test.reads,
          questions: [],
          changeWithUse: new Set(),
        };
        const question = questionOf(entry.id, test);
        known.questions.push(question);
        if (test.changesWithUse === true) known.changeWithUse.add(question.id);
        planned.set(key, known);
      }
    }
  }
  return [...planned.values()];
}

function questionOf(entry: string, { id, each, only, cases }: SettingsTest): SettingsQuestion {
  return {
    id: `${entry}/${id}`,
    ...(each === undefined ? {} : { each }),
    ...(only === undefined ? {} : { only }),
    cases: cases.map((one) => ({ id: one.id, when: one.when })),
  };
}
