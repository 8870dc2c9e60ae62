import { makeStyles, tokens } from '@fluentui/react-components';
import type { DeviceDetail } from '../../contract/http.ts';
import { Age } from '../../ui/age.tsx';
import { VerdictSign } from '../../ui/verdict-sign.tsx';
import { words as uiWords } from '../../ui/words.en.ts';
import { Panel } from '../shell/panel.tsx';
import { words } from '../words.en.ts';

const useStyles = makeStyles({
  line: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: `${tokens.spacingVerticalXS} ${tokens.spacingHorizontalM}`,
  },
  told: { margin: `${tokens.spacingVerticalM} 0 0`, maxWidth: '72ch' },
  quote: { margin: 0 },
  quiet: { color: tokens.colorNeutralForeground3 },
  notice: {
    margin: `${tokens.spacingVerticalM} 0 0`,
    padding: `${tokens.spacingVerticalXS} ${tokens.spacingHorizontalM}`,
    borderLeft: `3px dashed ${tokens.colorNeutralStrokeAccessible}`,
  },
});

/** The answer for one device: its verdict in a sentence, what it is, and when it was last heard of. */
export function DeviceAnswer({ detail, now }: { detail: DeviceDetail; now: Date }) {
  const styles = useStyles();
  const { row, verdict, storedVerdict } = detail;
  return (
    <Panel title={words.device.answer}>
      <div className={styles.line}>
        <VerdictSign state={verdict.state} word={verdict.stateWord} />
        <span>{row.osName ?? uiWords.platforms[row.platform]}</span>
        <span className={styles.quiet}>
          <Age at={row.lastSeen} now={now} />
        </span>
      </div>
      <figure className={styles.told}>
        <figcaption className={styles.quiet}>{words.device.told}</figcaption>
        <blockquote className={styles.quote}>
          {verdict.headline}. {verdict.summary}
        </blockquote>
      </figure>
      {storedVerdict !== undefined && (
        <p className={styles.notice}>{words.device.judgedAnew(uiWords.states[storedVerdict.state])}</p>
      )}
      {row.completeness !== 'complete' && <p className={styles.notice}>{words.device[row.completeness]}</p>}
    </Panel>
  );
}
