import type { Action, ExplainedKind } from '../../contract/explained.ts';
import type { AttachedKey } from '../../contract/facts/security-key.ts';
import type { KeysOutput, ShownKey } from '../../contract/keys.ts';
import type { Reading } from '../../contract/observation.ts';
import type { RemediationBook } from '../../contract/policy.ts';
import type { PartialReport } from '../../contract/report.ts';
import type { KeyVerdict, KindVerdict, Verdict } from '../../contract/verdict.ts';
import { assess } from '../assess/assess.ts';
import type { Grounds, JudgingFiles, KeyKnowledge } from '../assess/grounds.ts';
import { distributionsOf } from '../explain/distributions-of.ts';
import { explain } from '../explain/explain.ts';
import { infoOf, WITHHELD_AAGUID } from './key-answers.ts';
import { firmwareOf } from './key-firmware.ts';
import { nameOfKey, vendorOfKey } from './key-name.ts';
import { isStale } from './metadata-age.ts';
import { orderSheetOf } from './order-sheet.ts';

/** Judges the keys of one look and puts everything about them together. Pure. */
export function showKeys(
  report: PartialReport,
  files: Pick<JudgingFiles, 'policy' | 'remediation'>,
  judgedAt: Date,
  options: { orderSheet?: boolean } = {},
): KeysOutput {
  const { policy, remediation } = files;
  const { platform, signals } = report;
  const verdict = assess({ platform, signals }, policy, judgedAt);
  const told = (kind: Pick<KindVerdict, 'state' | 'findings'>) =>
    explainAlone({ kind: 'seckey', ...kind }, verdict, report, remediation);
  const seckey = verdict.kinds.find(({ kind }) => kind === 'seckey');
  const looked = signals['security-key'];
  const attached = looked?.kind === 'known' ? looked.facts.keys : [];
  const way = told(seckey ?? { state: 'unknown', findings: [] });
  return {
    at: report.startedAt,
    platform,
    ...(report.replayOf === undefined ? {} : { replayOf: report.replayOf }),
    looked: lookedOf(looked, report),
    keys: inOrder(attached, seckey?.keys ?? []).map(({ key, judged }) => ({
      ...about(key, policy.keyKnowledge),
      ...shownVerdict(told(judged)),
    })),
    verdict: way.kind,
    actions: way.actions,
    knowledge: knowledgeOf(policy, judgedAt),
    ...(options.orderSheet === true ? { orderSheet: orderSheetOf(platform, signals) } : {}),
  };
}

type Told = { kind: ExplainedKind; actions: Action[] };

/** One kind or key in words, as if it were all there is: its actions must not depend on the other kinds. */
function explainAlone(
  kind: KindVerdict,
  verdict: Verdict,
  { platform, signals }: PartialReport,
  book: RemediationBook,
): Told {
  const only = { ...verdict, state: kind.state, kinds: [kind], overall: [] };
  const alone = explain(only, platform, book, distributionsOf(signals));
  const [explained] = alone.kinds;
  if (explained === undefined) throw new Error('explaining one kind gave none');
  return { kind: explained, actions: alone.actions };
}

function shownVerdict({
  kind,
  actions,
}: Told): Pick<ShownKey, 'state' | 'stateWord' | 'findings' | 'actions'> {
  return { state: kind.state, stateWord: kind.stateWord, findings: kind.findings, actions };
}

/** Best first, as judged; a key that was not judged comes last, as "could not tell". */
function inOrder(
  keys: readonly AttachedKey[],
  verdicts: readonly KeyVerdict[],
): { key: AttachedKey; judged: Pick<KeyVerdict, 'state' | 'findings'> }[] {
  const rank = new Map(verdicts.map((verdict, index) => [verdict.id, { verdict, index }]));
  return keys
    .map((key) => ({ key, ranked: rank.get(key.id) }))
    .toSorted((a, b) => (a.ranked?.index ?? keys.length) - (b.ranked?.index ?? keys.length))
    .map(({ key, ranked }) => ({
      key,
      judged: ranked?.verdict ?? { state: 'unknown', findings: [] },
    }));
}

function about(
  key: AttachedKey,
  knowledge: KeyKnowledge,
): Omit<ShownKey, 'state' | 'stateWord' | 'findings' | 'actions'> {
  const aaguid = aaguidReading(key);
  const known = aaguid.kind === 'known' ? aaguid.value : null;
  const { name, from } = nameOfKey(key, knowledge);
  return {
    id: key.id,
    name,
    nameFrom: from,
    vendor: vendorOfKey(key, knowledge.book),
    aaguid: known,
    firmware: firmwareOf(key, knowledge.book),
    entraAttestation: entraAttestationOf(aaguid, knowledge),
    metadata: (known === null ? undefined : knowledge.metadata?.byAaguid.get(known)) ?? null,
    facts: key,
  };
}

function aaguidReading(key: AttachedKey): Reading<string> {
  const info = infoOf(key);
  return info.kind === 'known' ? { kind: 'known', value: info.value.aaguid } : info;
}

/** By Microsoft's list as packaged: a model that is not on it is not listed; a model that is withheld cannot be told. */
function entraAttestationOf(aaguid: Reading<string>, { models }: KeyKnowledge): Reading<boolean> {
  if (aaguid.kind !== 'known') return aaguid;
  if (aaguid.value === WITHHELD_AAGUID)
    return { kind: 'unknown', reason: 'refused', detail: 'the key withholds its model' };
  return { kind: 'known', value: models.get(aaguid.value)?.entraAttestation ?? false };
}

function lookedOf(
  looked: PartialReport['signals']['security-key'],
  report: PartialReport,
): KeysOutput['looked'] {
  if (looked?.kind === 'known') return { ...looked, facts: { count: looked.facts.keys.length } };
  if (looked !== undefined) return looked;
  const { startedAt: at, tookMs, context } = report;
  return { kind: 'unknown', reason: 'no-probe', at, tookMs, context };
}

function knowledgeOf(policy: Grounds, judgedAt: Date): KeysOutput['knowledge'] {
  const { keyKnowledge, tenant, version } = policy;
  const { metadata } = keyKnowledge;
  return {
    policyVersion: version,
    models: keyKnowledge.models.size,
    metadata:
      metadata === null
        ? null
        : {
            no: metadata.no,
            nextUpdate: metadata.nextUpdate,
            stale: isStale(metadata, judgedAt),
          },
    tenant: tenant?.version ?? null,
  };
}
