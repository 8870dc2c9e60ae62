import { makeStyles, tokens } from '@fluentui/react-components';
import type { FleetSummary } from '../../contract/http.ts';
import { type PasskeyKind, passkeyKinds } from '../../contract/verdict.ts';
import { Disclosure } from '../../ui/disclosure.tsx';
import { StateBands } from '../../ui/state-bar.tsx';
import { StateTable } from '../../ui/state-table.tsx';
import { words as uiWords } from '../../ui/words.en.ts';
import { devicesPath } from '../devices/devices-filter.ts';
import { Panel } from '../shell/panel.tsx';
import { TextLink } from '../shell/text-link.tsx';
import { words } from '../words.en.ts';

const NARROW = '@media (max-width: 599px)';

const useStyles = makeStyles({
  rows: {
    display: 'grid',
    gridTemplateColumns: 'minmax(120px, max-content) minmax(80px, 1fr) max-content',
    [NARROW]: { gridTemplateColumns: 'minmax(0, 1fr)' },
    alignItems: 'center',
    gap: `${tokens.spacingVerticalS} ${tokens.spacingHorizontalM}`,
    margin: `0 0 ${tokens.spacingVerticalM}`,
    padding: 0,
    listStyleType: 'none',
  },
  row: {
    display: 'contents',
    [NARROW]: {
      display: 'grid',
      gridColumn: '1 / -1',
      gridTemplateColumns: 'minmax(0, 1fr) minmax(0, max-content)',
      gap: tokens.spacingHorizontalXS,
    },
  },
  name: { overflowWrap: 'anywhere' },
  // Name and number share a line on narrow pages; the bar has the next one to itself.
  bar: { [NARROW]: { gridColumn: '1 / -1', order: 1 } },
  ready: { fontVariantNumeric: 'tabular-nums', textAlign: 'end' },
});

/** The six ways to sign in: one small bar each, the same as a table below. */
export function KindsPanel({ summary }: { summary: FleetSummary }) {
  const styles = useStyles();
  const shown = passkeyKinds.filter((kind) => summary.kinds[kind] !== undefined);
  return (
    <Panel title={words.kinds.title} hint={words.kinds.hint}>
      <ul className={styles.rows}>
        {shown.map((kind) => (
          <li key={kind} className={styles.row}>
            <span className={styles.name}>{uiWords.kinds[kind]}</span>
            <div className={styles.bar}>
              <StateBands counts={summary.kinds[kind] ?? {}} label={uiWords.kinds[kind]} size="small" />
            </div>
            <TextLink className={styles.ready} to={devicesPath({ kind, kindState: 'ready' })}>
              {words.kinds.readyOf(summary.kinds[kind]?.ready ?? 0)}
            </TextLink>
          </li>
        ))}
      </ul>
      <Disclosure summary={uiWords.showTable}>
        <StateTable
          caption={words.kinds.title}
          rows={shown.map((kind) => ({
            id: kind,
            title: uiWords.kinds[kind],
            counts: summary.kinds[kind] ?? {},
          }))}
          linkOf={(kind, kindState, content) => (
            <TextLink
              to={devicesPath({ kind: kind as PasskeyKind, kindState })}
              label={`${uiWords.kinds[kind as PasskeyKind]}, ${uiWords.states[kindState]}: ${content}`}
            >
              {content}
            </TextLink>
          )}
        />
      </Disclosure>
    </Panel>
  );
}
