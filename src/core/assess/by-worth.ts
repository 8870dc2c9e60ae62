import type { Finding, VerdictState } from '../../contract/verdict.ts';

const stateOrder: readonly VerdictState[] = [
  'ready',
  'ready-after-action',
  'unknown',
  'blocked',
  'not-applicable',
];
type Judged = { readonly state: VerdictState; readonly findings: readonly Finding[] };

/** Best first: the state, then fewer things to do, then fewer warnings. Of the same worth: as they came. */
export function byWorth(a: Judged, b: Judged): number {
  return (
    stateOrder.indexOf(a.state) - stateOrder.indexOf(b.state) ||
    count(a, 'action') - count(b, 'action') ||
    count(a, 'warn') - count(b, 'warn')
  );
}

function count({ findings }: Judged, severity: 'action' | 'warn'): number {
  return findings.filter((finding) => finding.severity === severity).length;
}
