import { compareVersions } from 'compare-versions';
import type { PlatformName } from '../../../../contract/platform-name.ts';
import type { Policy } from '../../../../contract/policy.ts';
import type { Evidence, PasskeyKind } from '../../../../contract/verdict.ts';
import { factsOf, look, saw } from '../../read-signal.ts';
import type { Rule, Subject } from '../../rule.ts';
import { and, cannotTell, type Truth, truthOf } from '../../truth.ts';
import { comparableVersion } from '../../version-truth.ts';
import { isSystem, sawSystem } from '../facts/system-facts.ts';
import { pages } from '../sources.ts';

type Release = NonNullable<Policy['systemSupport']>[number]['releases'][number];

/** The listed release that this version is of, the longest that fits (`15.6` before `15`), and whether it is newer than all listed. */
function releaseOf(subject: Subject, policy: Policy): { release: Release | null; newer: boolean } {
  const os = factsOf(subject, 'os');
  const version = comparableVersion(os?.version ?? '');
  const releases = policy.systemSupport?.find(({ id }) => id === os?.id)?.releases ?? [];
  if (version === null || releases.length === 0) return { release: null, newer: false };
  const fitting = releases.filter((one) => version === one.version || version.startsWith(`${one.version}.`));
  const release = fitting.toSorted((a, b) => b.version.length - a.version.length)[0] ?? null;
  const newer = release === null && releases.every((one) => compareVersions(version, one.version) > 0);
  return { release, newer };
}

/**
 * Did updates for this release end before the day of judging? A release without a day gets them as far as anybody has published, and so does
 * one that came after the list was read. Any other that is not listed cannot be told.
 */
function isOutOfSupport(subject: Subject, policy: Policy, judgedAt: Date): Truth {
  const today = judgedAt.toISOString().slice(0, 10);
  return look(subject, 'os', ({ prettyName }) => {
    const { release, newer } = releaseOf(subject, policy);
    if (newer) return 'no';
    if (release === null)
      return cannotTell({
        signal: 'os',
        reason: 'not-published',
        detail: `end of support of ${prettyName}`.slice(0, 200),
      });
    return truthOf(release.until !== null && release.until < today);
  });
}

function sawRelease(subject: Subject, policy: Policy): Evidence[] {
  const { release } = releaseOf(subject, policy);
  if (release === null) return sawSystem(subject);
  const says = `${release.name}: support ended on ${release.until ?? 'an unknown day'}`;
  return [...sawSystem(subject), saw(subject, 'os', says)];
}

/** Warns of a macOS or a Linux distribution without updates; it changes no verdict. */
export function systemOutOfSupport(kind: PasskeyKind, id: string, platform: PlatformName): Rule {
  return {
    id,
    kind,
    effect: 'warn',
    code: 'OS_OUT_OF_SUPPORT',
    owner: 'it',
    needs: ['os'],
    condition: `Support for this release of ${platform === 'darwin' ? 'macOS' : 'the Linux distribution'} has ended (\`systemSupport\` of the policy)`,
    when: (subject, policy, judgedAt) =>
      and(isSystem(subject, platform), isOutOfSupport(subject, policy, judgedAt)),
    evidence: sawRelease,
    sources: [platform === 'darwin' ? pages.macosLifecycle : pages.linuxLifecycles],
  };
}
