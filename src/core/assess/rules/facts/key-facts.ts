import type { GetInfoFacts } from '../../../../contract/facts/get-info.ts';
import type { Reading } from '../../../../contract/observation.ts';
import type { Evidence } from '../../../../contract/verdict.ts';
import { infoOf, isU2fOnly } from '../../../keys/key-answers.ts';
import { read, saw } from '../../read-signal.ts';
import type { KeyInSight } from '../../rule.ts';
import type { Truth } from '../../truth.ts';

/**
 * Asks a question of a FIDO2 key's getInfo. No for a key that was not read (row 5 speaks for it) and for one without FIDO2 (row 6),
 * so that one cause is one finding.
 */
export function askFido2({ key }: KeyInSight, ask: (info: GetInfoFacts) => Truth): Truth {
  const info = infoOf(key);
  if (info.kind !== 'known') return 'no';
  const old = isU2fOnly(key);
  return old.kind === 'known' && old.value ? 'no' : ask(info.value);
}

/** As `askFido2`, of one thing that the key may keep to itself; where it has no meaning the answer is no. */
export function askKey<Value>(
  seen: KeyInSight,
  detail: string,
  reading: Reading<Value>,
  ask: (value: Value) => Truth,
): Truth {
  return askFido2(seen, () =>
    read('security-key', `${detail} of ${seen.name.slice(0, 80)}`, reading, ask, 'no'),
  );
}

/** Evidence about one key, led by its name. */
export function sawKey({ subject, name }: KeyInSight, says: string, reason?: string): Evidence[] {
  const evidence = saw(subject, 'security-key', `${name.slice(0, 120)}: ${says}`);
  return [reason === undefined ? evidence : { ...evidence, reason: reason.slice(0, 60) }];
}

/** The model that Windows' own log of earlier uses names (event 2104). It proves no state of the key, so it only stands as evidence. */
export function sawLoggedModel(seen: KeyInSight): Evidence[] {
  const { loggedModel } = seen.key;
  if (loggedModel?.kind !== 'known') return [];
  const aaguid = loggedModel.value.toLowerCase();
  const { models, metadata } = seen.grounds.keyKnowledge;
  const name = metadata?.byAaguid.get(aaguid)?.name ?? models.get(aaguid)?.name;
  const model = name === undefined || name === aaguid ? aaguid : `${name.slice(0, 120)} (${aaguid})`;
  return sawKey(seen, `Windows' log of an earlier use names the model ${model}`);
}
