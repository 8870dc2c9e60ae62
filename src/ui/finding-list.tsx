import { makeStyles, tokens } from '@fluentui/react-components';
import type { ExplainedFinding } from '../contract/explained.ts';
import type { Evidence } from '../contract/verdict.ts';
import { Age } from './age.tsx';
import { Disclosure } from './disclosure.tsx';
import { reasonWords } from './reason-words.ts';
import { signalTitle } from './signal-title.ts';
import { lookOfSeverity } from './verdict-look.ts';
import { words } from './words.en.ts';

const useStyles = makeStyles({
  list: {
    display: 'flex',
    flexDirection: 'column',
    rowGap: tokens.spacingVerticalL,
    margin: 0,
    padding: 0,
    listStyleType: 'none',
  },
  finding: {
    display: 'grid',
    gridTemplateColumns: '20px minmax(0, 1fr)',
    columnGap: tokens.spacingHorizontalS,
  },
  icon: { fontSize: '20px' },
  title: { margin: 0, fontWeight: tokens.fontWeightSemibold, overflowWrap: 'anywhere' },
  plain: { margin: 0, color: tokens.colorNeutralForeground2 },
  quiet: { margin: 0, color: tokens.colorNeutralForeground3, fontSize: tokens.fontSizeBase200 },
  evidence: { margin: 0, paddingLeft: tokens.spacingHorizontalL, overflowWrap: 'anywhere' },
  codes: {
    display: 'grid',
    gridTemplateColumns: 'max-content minmax(0, 1fr)',
    columnGap: tokens.spacingHorizontalM,
    margin: 0,
    fontSize: tokens.fontSizeBase200,
    lineHeight: tokens.lineHeightBase300,
  },
  code: { margin: 0, fontFamily: tokens.fontFamilyMonospace, overflowWrap: 'anywhere' },
});

/** Findings, most severe as they come: what it is, what it means, what was seen; codes only under Details. */
export function FindingList({ findings, now }: { findings: readonly ExplainedFinding[]; now: Date }) {
  const styles = useStyles();
  return (
    <ul className={styles.list}>
      {findings.map((finding) => (
        <FindingEntry key={`${finding.rule} ${finding.code}`} finding={finding} now={now} />
      ))}
    </ul>
  );
}

function FindingEntry({ finding, now }: { finding: ExplainedFinding; now: Date }) {
  const styles = useStyles();
  const { Icon, color } = lookOfSeverity[finding.severity];
  return (
    <li className={styles.finding}>
      <Icon className={styles.icon} style={{ color }} aria-label={words.severities[finding.severity]} />
      <div>
        <p className={styles.title}>{finding.title}</p>
        <p className={styles.plain}>{finding.plain}</p>
        {finding.owner !== undefined && finding.owner !== 'person' && (
          <p className={styles.quiet}>{words.whoCanFix(words.owners[finding.owner])}</p>
        )}
        <EvidenceWords evidence={finding.evidence} now={now} />
        <Disclosure summary={words.details}>
          <dl className={styles.codes}>
            <dt>{words.reasonCode}</dt>
            <dd className={styles.code}>{finding.code}</dd>
            <dt>{words.rule}</dt>
            <dd className={styles.code}>{finding.rule}</dd>
            {finding.evidence.map((item) => (
              <EvidenceCodes key={`${item.signal} ${item.says}`} item={item} />
            ))}
          </dl>
        </Disclosure>
      </div>
    </li>
  );
}

function EvidenceWords({ evidence, now }: { evidence: readonly Evidence[]; now: Date }) {
  const styles = useStyles();
  if (evidence.length === 0) return null;
  return (
    <>
      <p className={styles.quiet}>{words.whatWasSeen}</p>
      <ul className={styles.evidence}>
        {evidence.map((item) => (
          <li key={`${item.signal} ${item.says}`}>
            {signalTitle(item.signal)}: {saidInWords(item)}
            {item.at !== undefined && (
              <>
                {' ('}
                <Age at={item.at} now={now} by={item.context} />
                {')'}
              </>
            )}
          </li>
        ))}
      </ul>
    </>
  );
}

/** What was seen; where it ends in the code of why it could not be told, that code becomes words. */
function saidInWords({ says, reason }: Evidence): string {
  return reason !== undefined && says.endsWith(reason)
    ? `${says.slice(0, -reason.length)}${reasonWords(reason)}`
    : says;
}

function EvidenceCodes({ item }: { item: Evidence }) {
  const styles = useStyles();
  return (
    <>
      <dt>{words.signal}</dt>
      <dd className={styles.code}>
        {[item.signal, item.source, item.reason].filter((code) => code !== undefined).join(' · ')}
      </dd>
    </>
  );
}
