import { makeStyles, tokens } from '@fluentui/react-components';
import type { FleetSummary } from '../../contract/http.ts';
import { StateBar } from '../../ui/state-bar.tsx';
import { countWord, words as uiWords } from '../../ui/words.en.ts';
import { devicesPath } from '../devices/devices-filter.ts';
import { Panel } from '../shell/panel.tsx';
import { TextLink } from '../shell/text-link.tsx';
import { devicesWord, words } from '../words.en.ts';

const useStyles = makeStyles({
  answer: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'baseline',
    columnGap: tokens.spacingHorizontalM,
    margin: `0 0 ${tokens.spacingVerticalM}`,
  },
  number: {
    fontSize: tokens.fontSizeHero900,
    lineHeight: tokens.lineHeightHero900,
    fontWeight: tokens.fontWeightSemibold,
    fontVariantNumeric: 'tabular-nums',
    textDecorationLine: 'none',
    ':hover': { textDecorationLine: 'underline' },
  },
  of: { fontSize: tokens.fontSizeBase400, lineHeight: tokens.lineHeightBase400 },
});

/** The one number: devices that can sign in with a passkey today, and where all others stand. */
export function ReadinessPanel({ summary }: { summary: FleetSummary }) {
  const styles = useStyles();
  const ready = summary.states.ready ?? 0;
  return (
    <Panel title={words.readiness.title}>
      <p className={styles.answer} data-testid="ready-answer">
        <TextLink
          to={devicesPath({ state: 'ready' })}
          className={styles.number}
          label={`${uiWords.states.ready}: ${devicesWord(ready)}`}
        >
          {countWord(ready)}
        </TextLink>
        <span className={styles.of}>{words.readiness.of(summary.devices)}</span>
      </p>
      <StateBar
        counts={summary.states}
        label={words.readiness.allDevices}
        linkOf={(state, content) => <TextLink to={devicesPath({ state })}>{content}</TextLink>}
      />
    </Panel>
  );
}
