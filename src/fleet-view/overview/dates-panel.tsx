import { Link, makeStyles, tokens } from '@fluentui/react-components';
import type { FleetSummary } from '../../contract/http.ts';
import type { VerdictState } from '../../contract/verdict.ts';
import { dayWords } from '../../ui/relative-age.ts';
import { devicesPath } from '../devices/devices-filter.ts';
import { Panel } from '../shell/panel.tsx';
import { TextLink } from '../shell/text-link.tsx';
import { words } from '../words.en.ts';
import { daysUntil } from './days-until.ts';

const useStyles = makeStyles({
  list: { display: 'grid', rowGap: tokens.spacingVerticalM, margin: 0, padding: 0, listStyleType: 'none' },
  day: { fontWeight: tokens.fontWeightSemibold },
  quiet: { margin: 0, color: tokens.colorNeutralForeground3, fontSize: tokens.fontSizeBase200 },
  text: { margin: 0, overflowWrap: 'anywhere' },
  risk: { margin: `${tokens.spacingVerticalM} 0 ${tokens.spacingVerticalXS}` },
  counts: { margin: `0 0 ${tokens.spacingVerticalXS}`, paddingLeft: tokens.spacingHorizontalXL },
});

const notReady = ['blocked', 'ready-after-action', 'unknown'] as const satisfies readonly VerdictState[];

/** Days that bite, and the devices that would not be ready as things stand. Says what is not known. */
export function DatesPanel({ summary, now }: { summary: FleetSummary; now: Date }) {
  const styles = useStyles();
  const sentences = {
    blocked: words.dates.blocked,
    'ready-after-action': words.dates.action,
    unknown: words.dates.unknown,
  };
  const risky = notReady.filter((state) => (summary.states[state] ?? 0) > 0);
  return (
    <Panel title={words.dates.title}>
      <ul className={styles.list}>
        {summary.dates.map((entry) => (
          <li key={entry.id}>
            <p className={styles.text}>
              <span className={styles.day}>{dayWords(entry.date)}</span>,{' '}
              {words.dates.left(daysUntil(entry.date, now))}
            </p>
            <p className={styles.text}>{entry.what}</p>
            {/^https:\/\//.test(entry.source) && (
              <Link href={entry.source} target="_blank" rel="noreferrer">
                {words.dates.source}
              </Link>
            )}
          </li>
        ))}
      </ul>
      {risky.length > 0 && (
        <>
          <p className={styles.risk}>{words.dates.atRisk}</p>
          <ul className={styles.counts}>
            {risky.map((state) => (
              <li key={state}>
                <TextLink to={devicesPath({ state })}>
                  {sentences[state](summary.states[state] ?? 0)}
                </TextLink>
              </li>
            ))}
          </ul>
        </>
      )}
      <p className={styles.quiet}>{words.dates.limits}</p>
    </Panel>
  );
}
