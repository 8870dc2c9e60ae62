import {
  type Finding,
  type KindVerdict,
  type PasskeyKind,
  passkeyKinds,
  VERDICT_SCHEMA_VERSION,
  type Verdict,
  type VerdictState,
} from '../../contract/verdict.ts';
import { findingsOfDependencies } from './dependencies/dependency-findings.ts';
import { judgeDependencies } from './dependencies/judge-dependencies.ts';
import type { EngineCode } from './engine-codes.ts';
import { evaluateKind } from './evaluate-kind.ts';
import { forgetOld } from './freshness.ts';
import type { Grounds } from './grounds.ts';
import { judgeSecurityKeys } from './judge-keys.ts';
import { judgeSynced } from './judge-synced.ts';
import { judgeRecovery } from './recovery.ts';
import type { Subject } from './rule.ts';
import { allRules, rulesByKind } from './rules/all-rules.ts';

/** Kinds whose passkey lives on one thing that can be lost: this device, a key, a phone. */
const deviceBoundKinds: readonly PasskeyKind[] = ['whfb', 'winhello', 'macplat', 'seckey', 'hybrid'];

/**
 * Judges what was seen under one policy. Pure: the same report, policy and time give the same verdict, so a stored
 * report can be judged again whenever rules or policy change, and has to be as time goes by: what was seen longer ago than
 * `forgetAfterDays` is unknown to every row (docs/adr/0014).
 */
export function assess(seen: Subject, policy: Grounds, judgedAt: Date): Verdict {
  const subject = forgetOld(seen, policy, judgedAt);
  const kinds = passkeyKinds.map((kind) => {
    if (kind === 'seckey') return judgeSecurityKeys(subject, policy, judgedAt);
    if (kind === 'synced') return judgeSynced(subject, policy, judgedAt);
    return evaluateKind(kind, rulesByKind[kind], subject, policy, judgedAt);
  });
  const passwordDependencies = judgeDependencies(subject, policy);
  return {
    schemaVersion: VERDICT_SCHEMA_VERSION,
    state: overallState(kinds),
    kinds,
    overall: [
      ...secondMethod(kinds),
      ...findingsOfDependencies(passwordDependencies, subject),
      tenantPolicy(policy),
      ...unknownRulesOff(policy),
    ],
    recovery: judgeRecovery(kinds),
    passwordDependencies,
    policyVersion: policy.version,
    judgedAt: judgedAt.toISOString(),
  };
}

/** One way in is enough: ready if any kind is, else the best that can still be said. */
export function overallState(kinds: readonly KindVerdict[]): VerdictState {
  const states = new Set(kinds.map(({ state }) => state));
  const best = (['ready', 'ready-after-action', 'unknown', 'blocked'] as const).find((state) =>
    states.has(state),
  );
  return best ?? 'not-applicable';
}

/**
 * With exactly one device-bound kind ready, losing its thing means account recovery, unless another thing is enough as well: a password manager's
 * account, a second key. Then the words say so (`beside-another`).
 * Source: https://learn.microsoft.com/en-us/entra/identity/authentication/how-to-authentication-passkeys-fido2
 */
export function secondMethod(kinds: readonly KindVerdict[]): Finding[] {
  const ready = kinds.filter(({ kind, state }) => state === 'ready' && deviceBoundKinds.includes(kind));
  const only = ready[0];
  if (only === undefined || ready.length > 1) return [];
  return [
    {
      rule: 'overall.second-method',
      code: 'SECOND_METHOD_MISSING' satisfies EngineCode,
      severity: 'warn',
      owner: 'person',
      evidence: [
        {
          signal: only.kind,
          says: 'the only device-bound way to sign in that is ready',
          ...(judgeRecovery(kinds).state === 'sturdy' ? { reason: 'beside-another' } : {}),
        },
      ],
    },
  ];
}

/** Whether the company's settings in Entra ID came in, and for what they were used. */
function tenantPolicy({ tenant }: Grounds): Finding {
  const code: EngineCode = tenant === null ? 'TENANT_POLICY_UNKNOWN' : 'TENANT_POLICY_USED';
  const evidence = tenant === null ? [] : [{ signal: 'tenant', says: `settings file ${tenant.version}` }];
  return { rule: 'overall.tenant', code, severity: 'info', evidence };
}

/** A switched-off row that does not exist is a slip in the policy worth showing. */
function unknownRulesOff(policy: Grounds): Finding[] {
  const known = new Set(allRules.map((rule) => rule.id));
  const evidence = policy.rulesOff
    .filter(({ rule }) => !known.has(rule))
    .map(({ rule }) => ({ signal: 'policy', says: `rulesOff names ${rule}`.slice(0, 300) }));
  if (evidence.length === 0) return [];
  return [
    {
      rule: 'overall.rules-off',
      code: 'RULE_OFF_UNKNOWN' satisfies EngineCode,
      severity: 'info',
      owner: 'it',
      evidence,
    },
  ];
}
