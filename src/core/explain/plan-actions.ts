import type { Action } from '../../contract/explained.ts';
import type { Remediation, RemediationBook } from '../../contract/policy.ts';
import type { Finding, KindVerdict, Owner, PasskeyKind, Verdict } from '../../contract/verdict.ts';
import { wordsFor } from './explain-finding.ts';
import { type Device, stepsOn } from './steps-on.ts';

const ownerOrder: readonly Owner[] = ['person', 'it', 'vendor'];
/** Where an action stands when it cannot be said to make the device ready by itself. */
const RANK_COULD_NOT_CHECK = 1000;
const RANK_BLOCKED = 2000;
const RANK_ADVICE = 3000;

/** `about` = the key it is about, where several are plugged in. */
type Step = { finding: Finding; kind: PasskeyKind | null; rank: number; about?: string };

/** Distinct things left to do for one kind. */
export function stepsLeft(kind: KindVerdict): number {
  return new Set(kind.findings.filter(({ severity }) => severity === 'action').map(({ code }) => code)).size;
}

/**
 * What to do, each thing once, soonest gain first: what completes the kind with the fewest steps left comes before a
 * longer way, a longer way before a kind that could not be checked, that before unblocking, and advice last. At equal
 * gain the person comes before IT before a vendor, then fewer minutes.
 */
export function planActions(verdict: Verdict, device: Device, book: RemediationBook): Action[] {
  const steps = [
    ...verdict.kinds.flatMap((kind) => stepsOfKind(kind, device, book)),
    ...verdict.overall
      .filter(({ severity }) => severity === 'warn')
      .map((finding): Step => ({ finding, kind: null, rank: RANK_ADVICE })),
  ];
  const byCode = Map.groupBy(steps, ({ finding }) => finding.code);
  const ranked = [...byCode.values()].flatMap((same) => {
    const action = actionOf(same, device, book);
    return action === null ? [] : [{ action, rank: Math.min(...same.map(({ rank }) => rank)) }];
  });
  return ranked
    .toSorted(
      (a, b) =>
        a.rank - b.rank ||
        ownerOrder.indexOf(a.action.owner) - ownerOrder.indexOf(b.action.owner) ||
        (a.action.minutes ?? Number.MAX_SAFE_INTEGER) - (b.action.minutes ?? Number.MAX_SAFE_INTEGER) ||
        a.action.code.localeCompare(b.action.code, 'en'),
    )
    .map(({ action }) => action);
}

function stepsOfKind(kind: KindVerdict, device: Device, book: RemediationBook): Step[] {
  const of = (...severities: Finding['severity'][]) =>
    kind.findings.filter(({ severity }) => severities.includes(severity));
  const about = aboutWhichKey(kind);
  const advice = of('warn').map(
    (finding): Step => ({ finding, kind: null, rank: RANK_ADVICE, ...about(finding) }),
  );
  const asSteps = (findings: Finding[], rank: number) =>
    findings.map((finding): Step => ({ finding, kind: kind.kind, rank, ...about(finding) }));
  switch (kind.state) {
    case 'ready-after-action':
      return [...asSteps(of('action'), stepsLeft(kind)), ...advice];
    case 'unknown':
      return [...asSteps(of('action', 'unknown'), RANK_COULD_NOT_CHECK), ...advice];
    case 'blocked': {
      // Steps toward a kind that nobody can unblock would be wasted effort.
      const hopeless = of('block').some((finding) => offered(wordsFor(finding, book), device) === null);
      if (hopeless) return [];
      // What was forbidden cannot be done before it is allowed.
      return [...asSteps(of('block'), RANK_BLOCKED), ...asSteps(of('action'), RANK_BLOCKED + 1), ...advice];
    }
    case 'ready':
      return advice;
    case 'not-applicable':
      return [];
  }
}

const MAX_KEY_NAME = 60;

/** With several keys plugged in, says of a finding about the best one which it is. */
function aboutWhichKey({ keys = [] }: KindVerdict): (finding: Finding) => { about?: string } {
  const [best, second] = keys;
  if (best === undefined || second === undefined) return () => ({});
  const rows = new Set(best.findings.map(({ rule }) => rule));
  return ({ rule }) => (rows.has(rule) ? { about: best.name.slice(0, MAX_KEY_NAME) } : {});
}

type Offer = { title: string; steps: string[]; link: string | null; minutes: number | null };

/** What the book offers to do on this system; null when it offers nothing there. */
function offered(words: Remediation | null, device: Device): Offer | null {
  if (words?.action === undefined) return null;
  const steps = stepsOn(words, device);
  if (steps === undefined) return null;
  const { platform } = device;
  return {
    title: words.action,
    steps,
    link: words.link?.[platform] ?? words.link?.any ?? null,
    minutes: words.minutes ?? null,
  };
}

function actionOf(same: readonly Step[], device: Device, book: RemediationBook): Action | null {
  const first = same[0];
  if (first === undefined) return null;
  const words = wordsFor(first.finding, book);
  const offer = offered(words, device);
  if (offer === null) return null;
  const kinds = new Set(same.flatMap(({ kind }) => (kind === null ? [] : [kind])));
  return {
    code: first.finding.code,
    ...offer,
    ...(first.about === undefined ? {} : { title: `${offer.title} – ${first.about}` }),
    owner: first.finding.owner ?? words?.owner ?? 'it',
    kinds: [...kinds],
  };
}
