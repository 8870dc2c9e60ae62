import type { Policy } from '../../../../contract/policy.ts';
import type { Evidence, PasskeyKind } from '../../../../contract/verdict.ts';
import { factsOf, look, saw } from '../../read-signal.ts';
import type { Rule, Subject } from '../../rule.ts';
import { and, cannotTell, not, or, type Truth, truthOf } from '../../truth.ts';
import { isSystem, sawSystem } from '../facts/system-facts.ts';
import { pages } from '../sources.ts';

type Support = NonNullable<Policy['windowsSupport']>;
type Release = Support['ends'][number];

/** `10.0.26100` → 26100; null for anything else. */
function buildOf(version: string | null): number | null {
  const build = /^10\.0\.(\d{4,6})(?:\.|$)/.exec(version ?? '')?.[1];
  return build === undefined ? null : Number(build);
}
function releaseOf(subject: Subject, policy: Policy): Release | null {
  const build = buildOf(factsOf(subject, 'os')?.version ?? null);
  return policy.windowsSupport?.ends.find((release) => release.build === build) ?? null;
}
/** The last days of support that may apply: one where the edition is known, else those of every edition of the release. */
function lastDays(release: Release, { editions }: Support, edition: string | null): string[] {
  const group = Object.keys(editions).find((name) => editions[name]?.includes(edition ?? '') === true);
  if (group === undefined) return edition === null ? Object.values(release.until) : [];
  const day = release.until[group];
  return day === undefined ? [] : [day];
}

/**
 * Did support for this release and edition of Windows end before the day of judging? Servers have a life of their own and are not asked. A
 * release or edition that the policy does not list cannot be told.
 */
function isOutOfSupport(subject: Subject, policy: Policy, judgedAt: Date): Truth {
  const today = judgedAt.toISOString().slice(0, 10);
  return look(subject, 'os', ({ version, edition, installation }) => {
    if (installation === 'server') return 'no';
    const detail = `end of support of Windows ${version ?? ''}`.trim();
    const untold = cannotTell({ signal: 'os', reason: 'not-supported', detail });
    const release = releaseOf(subject, policy);
    if (policy.windowsSupport === undefined || release === null) return untold;
    const days = lastDays(release, policy.windowsSupport, edition ?? null);
    const ended = days.map((day) => truthOf(day < today));
    if (ended.length === 0) return untold;
    if (and(...ended) === 'yes') return 'yes';
    return not(or(...ended)) === 'yes' ? 'no' : untold;
  });
}

function sawRelease(subject: Subject, policy: Policy): Evidence[] {
  const release = releaseOf(subject, policy);
  if (release === null || policy.windowsSupport === undefined) return sawSystem(subject);
  const edition = factsOf(subject, 'os')?.edition ?? null;
  const days = lastDays(release, policy.windowsSupport, edition).toSorted();
  const says = `${release.name}${edition === null ? '' : ` ${edition}`}: support ended on ${days.at(-1) ?? 'an unknown day'}`;
  return [...sawSystem(subject), saw(subject, 'os', says)];
}

/** Warns of a Windows without security updates; it changes no verdict. */
export function outOfSupport(kind: PasskeyKind, id: string): Rule {
  return {
    id,
    kind,
    effect: 'warn',
    code: 'OS_OUT_OF_SUPPORT',
    owner: 'it',
    needs: ['os'],
    condition: 'Support for this release and edition of Windows has ended (`windowsSupport` of the policy)',
    when: (subject, policy, judgedAt) =>
      and(isSystem(subject, 'win32'), isOutOfSupport(subject, policy, judgedAt)),
    evidence: sawRelease,
    sources: [pages.windowsLifecycle],
  };
}
