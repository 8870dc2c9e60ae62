import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { EyeRegular } from '@fluentui/react-icons/svg/eye';
import type { Signals } from '../../contract/signals.ts';
import { signalIds } from '../../contract/signals.ts';
import { Age } from '../../ui/age.tsx';
import { JsonDisclosure } from '../../ui/json-disclosure.tsx';
import { reasonWords } from '../../ui/reason-words.ts';
import { signalTitle } from '../../ui/signal-title.ts';
import { lookOfState } from '../../ui/verdict-look.ts';
import { countWord } from '../../ui/words.en.ts';
import { words } from '../words.en.ts';

type Observation = NonNullable<Signals[string]>;
const NARROW = '@media (max-width: 899px)';

const useStyles = makeStyles({
  table: { width: '100%', borderCollapse: 'collapse', [NARROW]: { display: 'block' } },
  section: { [NARROW]: { display: 'block' } },
  headRow: { [NARROW]: { display: 'none' } },
  row: {
    [NARROW]: {
      display: 'flex',
      flexWrap: 'wrap',
      columnGap: tokens.spacingHorizontalL,
      padding: `${tokens.spacingVerticalS} 0`,
      borderBottom: `1px solid ${tokens.colorNeutralStroke2}`,
    },
  },
  head: {
    padding: `0 ${tokens.spacingHorizontalM} ${tokens.spacingVerticalXS} 0`,
    borderBottom: `1px solid ${tokens.colorNeutralStroke2}`,
    color: tokens.colorNeutralForeground3,
    fontSize: tokens.fontSizeBase200,
    fontWeight: tokens.fontWeightSemibold,
    textAlign: 'start',
  },
  cell: {
    padding: `${tokens.spacingVerticalS} ${tokens.spacingHorizontalM} ${tokens.spacingVerticalS} 0`,
    borderBottom: `1px solid ${tokens.colorNeutralStroke2}`,
    fontWeight: tokens.fontWeightRegular,
    textAlign: 'start',
    verticalAlign: 'top',
    overflowWrap: 'anywhere',
    [NARROW]: { display: 'block', padding: '1px 0', borderBottom: 'none' },
  },
  whole: { [NARROW]: { width: '100%' } },
  title: { minWidth: '140px', fontWeight: tokens.fontWeightSemibold, overflowWrap: 'break-word' },
  took: { textAlign: 'end', whiteSpace: 'nowrap', [NARROW]: { textAlign: 'start' } },
  how: {
    minWidth: '104px',
    overflowWrap: 'break-word',
    fontFamily: tokens.fontFamilyMonospace,
    fontSize: tokens.fontSizeBase200,
  },
  answer: { display: 'flex', alignItems: 'baseline', columnGap: tokens.spacingHorizontalXS },
  icon: { flexShrink: 0, alignSelf: 'center', fontSize: '16px' },
  quiet: { color: tokens.colorNeutralForeground3 },
});

/** Every signal: what was answered, who saw it, when, how, and how long it took. A missing answer is a row too. */
export function SignalsTable({ signals, now }: { signals: Signals; now: Date }) {
  const styles = useStyles();
  const { signalColumns } = words.device;
  const ids = [...new Set([...signalIds, ...Object.keys(signals)])];
  return (
    <table className={styles.table}>
      <thead className={styles.section}>
        <tr className={styles.headRow}>
          {Object.entries(signalColumns).map(([id, title]) => (
            <th key={id} scope="col" className={mergeClasses(styles.head, id === 'took' && styles.took)}>
              {title}
            </th>
          ))}
        </tr>
      </thead>
      <tbody className={styles.section}>
        {ids.map((id) => (
          <SignalRow key={id} id={id} observation={signals[id]} now={now} />
        ))}
      </tbody>
    </table>
  );
}

function SignalRow({
  id,
  observation,
  now,
}: {
  id: string;
  observation: Observation | undefined;
  now: Date;
}) {
  const styles = useStyles();
  return (
    <tr className={styles.row} data-signal={id}>
      <th scope="row" className={mergeClasses(styles.cell, styles.whole, styles.title)}>
        {signalTitle(id)}
      </th>
      <td className={mergeClasses(styles.cell, styles.whole)}>
        <Answer id={id} observation={observation} />
      </td>
      {observation === undefined ? (
        <td className={styles.cell} colSpan={4} />
      ) : (
        <>
          <td className={styles.cell}>{words.device.contexts[observation.context]}</td>
          <td className={styles.cell}>
            <Age at={observation.at} now={now} bare />
          </td>
          <td className={mergeClasses(styles.cell, styles.how)}>
            {observation.kind === 'known' ? observation.source : ''}
          </td>
          <td className={mergeClasses(styles.cell, styles.took)}>
            {words.device.took(countWord(Math.round(observation.tookMs)))}
          </td>
        </>
      )}
    </tr>
  );
}

function Answer({ id, observation }: { id: string; observation: Observation | undefined }) {
  const styles = useStyles();
  const { Icon, color } = lookOf(observation);
  return (
    <>
      <div className={styles.answer}>
        <Icon className={styles.icon} style={{ color }} aria-hidden />
        <span>{answerWord(observation)}</span>
      </div>
      {observation?.kind === 'unknown' && observation.detail !== undefined && (
        <div className={styles.quiet}>{observation.detail}</div>
      )}
      {observation?.kind === 'known' && (
        <JsonDisclosure
          summary={words.device.facts}
          label={`${signalTitle(id)}: ${words.device.facts}`}
          value={observation.facts}
        />
      )}
    </>
  );
}

/** Known is an eye, not a tick: that a TPM is known to be missing is no success. */
function lookOf(observation: Observation | undefined) {
  if (observation?.kind === 'known') return { Icon: EyeRegular, color: tokens.colorNeutralForeground2 };
  return lookOfState[observation?.kind ?? 'unknown'];
}

function answerWord(observation: Observation | undefined): string {
  if (observation === undefined) return words.device.neverAsked;
  if (observation.kind === 'unknown') return `${words.device.unknown}: ${reasonWords(observation.reason)}`;
  if (observation.kind === 'not-applicable') return `${words.device.notApplicable}: ${observation.because}`;
  return words.device.known;
}
