import type { RemediationBook } from '../../src/contract/policy.ts';
import { passkeyKinds, type Severity } from '../../src/contract/verdict.ts';
import { engineCodes } from '../../src/core/assess/engine-codes.ts';
import type { KeyRule, ProviderRule, Rule } from '../../src/core/assess/rule.ts';
import { rowsByKind } from '../../src/core/assess/rules/all-rules.ts';
import { kindTitles } from '../../src/core/explain/state-words.ts';
import { generatedNote, table } from './markdown.ts';

const effects: Readonly<Record<Severity, string>> = {
  block: 'blocked',
  unknown: 'unknown',
  action: 'ready after action',
  warn: 'adds a warning',
  info: 'adds a note',
  ready: 'ready',
  'not-applicable': 'not applicable',
};

/** docs/rules.md: every row of the truth table, and how to add one. */
export function renderRules(book: RemediationBook): string {
  const kinds = passkeyKinds.map(
    (kind) => `## ${kind}: ${kindTitles[kind]}

${table(
  ['row', 'condition', 'effect', 'code', 'what it says', 'what helps', 'who', 'signals', 'sources'],
  rowsByKind[kind].map((rule) => rowOf(rule, book)),
)}`,
  );
  return `${generatedNote}
# Rules

How a verdict comes about. Rules are data plus a predicate over what was seen (\`src/core/assess/rules/\`); minimum versions
and dates are in \`policy/default.yaml\`, words in \`policy/remediation.en.yaml\`. Why it is built so:
[ADR 4](adr/0004-rules-as-data-with-three-valued-predicates.md).

For each passkey kind every row is asked and every reason is kept. A predicate answers yes, no, or "could not be told"
with the signal and the reason. Then:

1. A *not applicable* row that fires ends the kind.
2. **Blocked** if a block row fired.
3. Else **unknown** if an unknown row fired, or a row of those two sorts could not be told.
4. Else **ready after action** if an action row fired.
5. Else **unknown** if an action or ready row could not be told.
6. Else **ready** if a ready row fired; an "otherwise" row fires only here.
7. Else **unknown**: what no row settled is never called ready.

The device is ready if any kind is; else ready after action, unknown, blocked, in this order. Row ids are stable: a policy
switches a row off by its id (\`rulesOff\`) and the verdict then says so. Numbers that are missing wait for their signal.

## How firmly it stands

Beside each state the verdict says how sure it is, how old what decided is, and what is left if one thing is lost
([ADR 14](adr/0014-confidence-freshness-recovery.md)).

- **Confidence**: \`high\`, or what a row states about itself (\`medium\`, \`low\`, with the reason). Of several rows that are each enough for the
  state, the surest counts. One step less where a signal that decided is older than \`staleAfterDays\`. An unknown state has none.
- **Freshness**: the oldest sighting among the signals that decided: those of the deciding rows, and for ready and ready after action those of the
  rows that had to say no. A sighting from the future is fresh.
- **Too old to count**: an answer older than \`forgetAfterDays\` is unknown to every row (\`too-old\`). So nothing stays ready for ever, and nothing
  becomes blocked by age. A collector judges each device again every day.
- **Covered by**: a kind that does not apply because another one does the same for this account names that one (\`coveredBy\`).
- **Recovery**: \`sturdy\` if whatever one thing is lost another way is ready; \`fragile\` if one thing holds all of them; \`none\` if nothing is ready;
  \`unknown\` if ways that could not be checked would change the answer. Things: this device (\`whfb\`, \`winhello\` and \`macplat\` together), each
  security key, the phone, the account of a password manager. A key whose PIN is about to lock it is nothing to fall back on.
  \`SECOND_METHOD_MISSING\` asks something else: whether exactly one device-bound kind is ready.

## Particulars

Security keys: rows 1, 4, 19, \`os\`, \`sandboxed\`, those about the company as a whole and those about Windows are asked once; all others of each
attached key. Both go through the steps above together, and the best key speaks for the kind ([ADR 11](adr/0011-judging-keys.md)). Row 18
(register elsewhere) is about ChromeOS, which is not among our systems. Whether a key can sign in to Windows itself (\`seckey.windows-…\`) is noted
apart: these rows only inform, and never change whether security keys are ready for browsers and apps.

A Mac's own passkey: rows about Platform single sign-on say nothing on a macOS that has none, rows about method and registration nothing where it is
not Microsoft's, and rows about registration and Touch ID nothing where its method can keep no passkey. What is known to work proves what could not be
looked at: settings of Microsoft's extension that the Mac is managed, a registration in order that there is a Secure Enclave. Which Macs can be upgraded
is in \`macUpgradeLimits\` of the policy; of a model that is not listed it cannot be told. Row 13 never decides by not knowing: macOS
shows no choice until somebody made one.

Synced passkeys: rows about the company are asked once, all others of each way to keep them: iCloud Keychain on a Mac (2, 3), Google's keeper in
Chrome (4), Microsoft's in Edge on Windows (5), every password manager that was seen (6 to 9), and what was not seen (10, \`not-inspected\`). Each is
judged by the steps above, and the best speaks for the kind together with the rows about the company. Lists of models are guidance only.

Windows Hello for Business: what row 2 silences is "could not be told" as long as row 2 is. So a setting that switches it off blocks nobody whose
credential could not be looked at.

${kinds.join('\n\n')}

## What still needs a password

A question apart from the kinds above: it changes no state of any of them. The device asks settings by the [catalogue](catalogue.md) and reports which cases it
found; \`src/core/assess/dependencies/\` judges them by the catalogue of the day ([ADR 17](adr/0017-evidence-by-settings.md)). For each program or profile:

- **Evidence** has the grade of its line: \`proven\` only for a proof with a public source, \`possible\` for a hint, else \`likely\`. A name without its maker is
  never more than possible.
- **The worst of what was found decides**: needs a password, no passkey prompt, retired, ask the administrator, could not be read, own account, not
  affected, ready. So where two profiles disagree, both are shown and the worse counts, and a version below a limit or a setting that proves a
  password leaves nothing to ask.
- **Settings that could not be read** never make it better than "could not be read". Where nothing tells, the sort of program does: one that only knows
  passwords *may* need one; where the server decides, it is to be asked.
- That a program *can* sign in on a web page, by its version, is no answer of the server; and a web sign-in is no passkey prompt: such a *ready* is never more than possible.
- **How sure it is here** is another scale: a file was seen, installed, set up, used in the last 30 days.
- Clients of Microsoft's remote desktop also have Microsoft's matrix of systems: one that cannot start a session with a passkey shows no prompt.

## Codes of the evaluation itself

${table(
  ['code', 'severity', 'when'],
  Object.entries(engineCodes).map(([code, { severity, when }]) => [`\`${code}\``, severity, when]),
)}

## Add a rule

1. Add the row to a file in the kind's folder of \`src/core/assess/rules/\`; questions that several kinds ask stand in \`facts/\`. Rows of this form:
   \`\`\`ts
   {
     id: 'hybrid.6',
     kind: 'hybrid',
     effect: 'block',
     code: 'TUNNEL_HOSTS_BLOCKED',
     owner: 'it',
     needs: ['tunnel-hosts'],
     condition: 'Neither relay host answers on port 443',
     when: (subject) =>
       look(subject, 'tunnel-hosts', ({ hosts }) =>
         every(hosts, ({ host, reachable }) => not(read('tunnel-hosts', host, reachable, truthOf))),
       ),
     evidence: (subject) => [saw(subject, 'tunnel-hosts', 'no relay host answers')],
     sources: [pages.authenticatorPasskey],
   },
   \`\`\`
   \`look\` and \`read\` turn everything unknown into "could not be told"; combine with \`and\`, \`or\`, \`not\`, \`every\`,
   \`some\`. A rule reads facts; it never asks the machine it runs on. Where one row makes others pointless, name them in
   \`suppresses\`. A row about security keys is
   a \`KeyRule\`: the same, asked of one key (\`askFido2\`, \`askKey\`), with its cases in \`test/contract/key-rule-cases.ts\`. A row about
   a keeper of synced passkeys is a \`ProviderRule\`, asked of every one of its sort, with cases in \`test/contract/synced-rule-cases.ts\`.
2. Give the code words in \`policy/remediation.en.yaml\`: title, plain sentence, and action, steps, owner and minutes where
   something can be done.
3. Add a device that fires it, one that it leaves alone and one on which it cannot be told to
   \`src/core/assess/rules/rules.test.ts\`; the test names any row without them.
4. \`npm run docs\`.
`;
}

function rowOf(rule: Rule | KeyRule | ProviderRule, book: RemediationBook): string[] {
  const silences = rule.suppresses === undefined ? '' : ` (silences ${rule.suppresses.join(', ')})`;
  const untold = rule.untold === undefined ? '' : ' (where it could not be told, only a note)';
  const { confidence, coveredBy } = rule;
  const doubt = confidence === undefined ? '' : ` (${confidence.level} confidence: ${confidence.because})`;
  const covered = coveredBy === undefined ? '' : ` (covered by ${coveredBy})`;
  const condition = `${rule.condition}${silences}${untold}${doubt}${covered}`;
  const words = book.reasons[rule.code];
  const helps = words?.action === undefined ? '' : `${words.action} (${words.minutes} min)`;
  return [
    `\`${rule.id}\``,
    condition,
    'effectBy' in rule ? 'by `statuses` in security-keys.yaml' : effects[rule.effect],
    `\`${rule.code}\``,
    words?.title ?? '',
    helps,
    rule.owner ?? '',
    rule.needs.map((signal) => `\`${signal}\``).join(', '),
    rule.sources.map((source, index) => `[${index + 1}](${source})`).join(' '),
  ];
}
