import type { PlatformName } from '../../contract/platform-name.ts';
import type { FactsOf } from '../../contract/signals.ts';
import type { Outcome, ProbeReach, SettingsAnswers } from '../../platform/reach.ts';
import { cancelled, type Found, unknownFrom } from '../probe.ts';
import { askVersion } from './ask-version.ts';
import { gatherAnswers } from './gather-answers.ts';
import { hearConnections } from './hear-connections.ts';
import { countOthers } from './others-here.ts';
import { folderOf, resolvePlace, type Scope } from './places.ts';
import { type PlannedPlace, planQuestions } from './plan-questions.ts';
import { askPersonsRegistry } from './registry-places.ts';

/** Places asked side by side. */
const AT_ONCE = 8;
/** Places not asked by then are told as such: less than the signal's own limit, at which all that was heard would be lost. */
const MOST_TIME_MS = 3500;

/** What the settings of one scope say. A place that is not there says nothing; one that cannot be read is told. */
export async function askSettings(
  reach: ProbeReach,
  platform: PlatformName,
  scope: Scope,
  stop: AbortSignal,
): Promise<Found<FactsOf<'app-settings'>>> {
  const about = await reach.surroundings.about();
  if (stop.aborted) return cancelled();
  if (!about.ok) return unknownFrom(about);
  const catalogue = await reach.catalogue.read();
  if (!catalogue.ok) return unknownFrom(catalogue, 'the catalogue of programs could not be read');
  const left = planQuestions(catalogue.value, platform, scope);
  const heard: { planned: PlannedPlace; answer: Outcome<SettingsAnswers> }[] = [];
  const end = performance.now() + MOST_TIME_MS;
  const work = async () => {
    for (let planned = left.shift(); planned !== undefined && !stop.aborted; planned = left.shift()) {
      const inTime = performance.now() < end;
      const answer = inTime ? await askPlace(reach, platform, scope, about.value, planned) : tooLate;
      heard.push({ planned, answer });
    }
  };
  const others = scope === 'person' ? countOthers(reach, platform, about.value) : null;
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  if (stop.aborted) return cancelled();
  const all = await hearConnections(reach, heard);
  if (stop.aborted) return cancelled();
  const files = all.reduce((sum, { answer }) => sum + (answer.ok ? answer.value.files : 0), 0);
  return {
    kind: 'known',
    facts: {
      catalogue: catalogue.value.version,
      ...gatherAnswers(all),
      othersNotInspected: (await others) ?? {
        kind: 'not-applicable',
        because: "these are the machine's own settings",
      },
    },
    source: `${files} files and keys of the catalogue's places`,
  };
}

const tooLate = { ok: false, problem: 'timed-out', detail: `after ${MOST_TIME_MS} ms` } as const;

async function askPlace(
  reach: ProbeReach,
  platform: PlatformName,
  scope: Scope,
  about: { homeDir: string; env: Record<string, string> },
  { place, reads, questions }: PlannedPlace,
): Promise<Outcome<SettingsAnswers>> {
  if (reads === 'registry') return askPersonsRegistry(reach, place, questions);
  const path = resolvePlace(place, platform, about);
  if (path === null) return { ok: false, problem: 'not-supported', detail: 'a place nobody knows' };
  if (reads === 'file-version') return askVersion(reach, path, questions);
  const within = scope === 'person' ? folderOf(path, platform, about) : undefined;
  return reach.files.askSettings(path, reads, questions, within);
}
