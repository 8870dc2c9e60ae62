import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import type { DeviceRow as Device } from '../../contract/http.ts';
import { passkeyKinds } from '../../contract/verdict.ts';
import { Age } from '../../ui/age.tsx';
import { VerdictSign } from '../../ui/verdict-sign.tsx';
import { words as uiWords } from '../../ui/words.en.ts';
import { words } from '../words.en.ts';
import { DeviceLink } from './device-link.tsx';
import { FoldedLabel } from './folded-label.tsx';
import type { ReasonTitles } from './reason-titles.ts';
import { NARROW } from './table-columns.ts';

const REASONS_SHOWN = 2;

const useStyles = makeStyles({
  cell: {
    padding: 0,
    minWidth: 0,
    overflowWrap: 'anywhere',
    textAlign: 'start',
    fontWeight: tokens.fontWeightRegular,
  },
  quiet: { color: tokens.colorNeutralForeground3, fontSize: tokens.fontSizeBase200 },
  list: { margin: 0, padding: 0, listStyleType: 'none' },
  first: { [NARROW]: { gridColumn: '1', gridRow: '1' } },
  second: { [NARROW]: { gridColumn: '2', gridRow: '1', justifySelf: 'end' } },
});

/** The cells of one device. Codes without known words stay codes rather than vanish. */
export function DeviceCells({
  device,
  titles,
  now,
  tabStop,
}: {
  device: Device;
  titles: ReasonTitles;
  now: Date;
  /** Whether Tab reaches this row; arrow keys reach all. */
  tabStop: boolean;
}) {
  const styles = useStyles();
  const ready = passkeyKinds
    .filter((kind) => device.kinds[kind] === 'ready')
    .map((kind) => uiWords.kinds[kind]);
  return (
    <>
      <th scope="row" className={mergeClasses(styles.cell, styles.first)}>
        <DeviceLink device={device} tabStop={tabStop} />
        {device.sample && <div className={styles.quiet}>{words.list.sample}</div>}
        {device.completeness !== 'complete' && (
          <div className={styles.quiet}>{words.list[device.completeness]}</div>
        )}
      </th>
      <td className={mergeClasses(styles.cell, styles.second)}>
        <VerdictSign state={device.state} />
      </td>
      <td className={styles.cell}>
        <FoldedLabel column="reasons" />
        <Reasons codes={device.reasons} titles={titles} />
      </td>
      <td className={styles.cell}>
        <FoldedLabel column="ready" />
        {ready.length > 0 ? ready.join(', ') : <span className={styles.quiet}>{words.list.noReady}</span>}
      </td>
      <td className={styles.cell}>
        <FoldedLabel column="platform" />
        {device.osName ?? uiWords.platforms[device.platform]}
      </td>
      <td className={styles.cell}>
        <FoldedLabel column="lastSeen" />
        <Age at={device.lastSeen} now={now} bare />
      </td>
    </>
  );
}

function Reasons({ codes, titles }: { codes: readonly string[]; titles: ReasonTitles }) {
  const styles = useStyles();
  if (codes.length === 0) return <span className={styles.quiet}>{words.list.noReasons}</span>;
  const more = codes.length - REASONS_SHOWN;
  return (
    <ul className={styles.list}>
      {codes.slice(0, REASONS_SHOWN).map((code) => (
        <li key={code}>{titles.get(code) ?? code}</li>
      ))}
      {more > 0 && <li className={styles.quiet}>{words.list.andMore(more)}</li>}
    </ul>
  );
}
