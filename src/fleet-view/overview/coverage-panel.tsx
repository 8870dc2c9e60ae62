import { makeStyles, tokens } from '@fluentui/react-components';
import type { FleetSummary } from '../../contract/http.ts';
import { PlatformName } from '../../contract/platform-name.ts';
import { shareWord } from '../../ui/share-word.ts';
import { countWord, words as uiWords } from '../../ui/words.en.ts';
import { devicesPath } from '../devices/devices-filter.ts';
import { Panel } from '../shell/panel.tsx';
import { TextLink } from '../shell/text-link.tsx';
import { words } from '../words.en.ts';

const useStyles = makeStyles({
  text: { margin: `0 0 ${tokens.spacingVerticalXS}` },
  list: {
    display: 'grid',
    gridTemplateColumns: 'minmax(0, max-content) max-content max-content',
    gap: `${tokens.spacingVerticalXS} ${tokens.spacingHorizontalM}`,
    margin: `${tokens.spacingVerticalM} 0`,
  },
  row: { display: 'contents' },
  number: { margin: 0, textAlign: 'end', fontVariantNumeric: 'tabular-nums' },
  quiet: { margin: 0, color: tokens.colorNeutralForeground3, fontSize: tokens.fontSizeBase200 },
});

/** How much of the fleet these numbers rest on, and by which policy it was judged. */
export function CoveragePanel({ summary }: { summary: FleetSummary }) {
  const styles = useStyles();
  const silent = summary.devices - summary.fresh;
  const longestSilentFirst = devicesPath({ sort: 'lastSeen', order: 'asc' });
  return (
    <Panel title={words.coverage.title}>
      <p className={styles.text}>
        {words.coverage.seen(summary.fresh, summary.devices, summary.staleAfterDays)} (
        {shareWord(summary.fresh, summary.devices)})
      </p>
      <p className={styles.text}>
        {silent > 0 ? (
          <TextLink to={longestSilentFirst}>{words.coverage.silent(silent)}</TextLink>
        ) : (
          words.coverage.none
        )}
      </p>
      <dl className={styles.list} aria-label={words.coverage.platforms}>
        {PlatformName.options
          .filter((platform) => (summary.platforms[platform] ?? 0) > 0)
          .map((platform) => (
            <div key={platform} className={styles.row}>
              <dt>{uiWords.platforms[platform]}</dt>
              <dd className={styles.number}>
                <TextLink
                  to={devicesPath({ platform })}
                  label={`${uiWords.platforms[platform]}: ${countWord(summary.platforms[platform] ?? 0)}`}
                >
                  {countWord(summary.platforms[platform] ?? 0)}
                </TextLink>
              </dd>
              <dd className={styles.number}>
                {shareWord(summary.platforms[platform] ?? 0, summary.devices)}
              </dd>
            </div>
          ))}
      </dl>
      <p className={styles.quiet}>{words.coverage.policy(summary.policyVersion)}</p>
      {summary.awaitingJudgement !== undefined && summary.awaitingJudgement > 0 && (
        <p className={styles.quiet}>{words.coverage.awaiting(summary.awaitingJudgement)}</p>
      )}
    </Panel>
  );
}
