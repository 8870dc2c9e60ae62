import { Button, makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { useState } from 'react';
import type { FleetSummary } from '../../contract/http.ts';
import { Owner } from '../../contract/verdict.ts';
import { lookOfSeverity } from '../../ui/verdict-look.ts';
import { countWord, words as uiWords } from '../../ui/words.en.ts';
import { devicesPath } from '../devices/devices-filter.ts';
import { Panel } from '../shell/panel.tsx';
import { TextLink } from '../shell/text-link.tsx';
import { words } from '../words.en.ts';

type Blocker = FleetSummary['blockers'][number];
const FIRST_SHOWN = 8;
const NARROW = '@media (max-width: 699px)';

const useStyles = makeStyles({
  table: { width: '100%', borderCollapse: 'collapse' },
  head: {
    padding: `${tokens.spacingVerticalXS} ${tokens.spacingHorizontalM} ${tokens.spacingVerticalXS} 0`,
    borderBottom: `1px solid ${tokens.colorNeutralStroke2}`,
    color: tokens.colorNeutralForeground3,
    fontSize: tokens.fontSizeBase200,
    fontWeight: tokens.fontWeightSemibold,
    textAlign: 'start',
  },
  cell: {
    padding: `${tokens.spacingVerticalS} ${tokens.spacingHorizontalM} ${tokens.spacingVerticalS} 0`,
    borderBottom: `1px solid ${tokens.colorNeutralStroke2}`,
    verticalAlign: 'top',
    overflowWrap: 'anywhere',
  },
  number: { textAlign: 'end', fontVariantNumeric: 'tabular-nums', whiteSpace: 'nowrap' },
  whatColumn: { width: '45%', [NARROW]: { width: 'auto' } },
  what: { display: 'grid', gridTemplateColumns: '20px minmax(0, 1fr)', columnGap: tokens.spacingHorizontalS },
  icon: { fontSize: '20px' },
  quiet: { color: tokens.colorNeutralForeground3, fontSize: tokens.fontSizeBase200 },
  folded: { display: 'none', [NARROW]: { display: 'inline' } },
  wide: { [NARROW]: { display: 'none' } },
  more: { marginTop: tokens.spacingVerticalS },
});

/** Findings by number of devices, most first; each leads to its devices. */
export function BlockersPanel({
  title,
  hint,
  none,
  blockers,
}: {
  title: string;
  hint: string;
  /** What to say when there is nothing to list. */
  none: string;
  blockers: readonly Blocker[];
}) {
  const styles = useStyles();
  const [all, setAll] = useState(false);
  if (blockers.length === 0) {
    return <Panel title={title}>{none}</Panel>;
  }
  const shown = all ? blockers : blockers.slice(0, FIRST_SHOWN);
  const { columns } = words.blockers;
  return (
    <Panel title={title} hint={hint}>
      <table className={styles.table}>
        <thead>
          <tr>
            <th scope="col" className={mergeClasses(styles.head, styles.whatColumn)}>
              {columns.what}
            </th>
            <th scope="col" className={mergeClasses(styles.head, styles.number)}>
              {columns.devices}
            </th>
            <th scope="col" className={mergeClasses(styles.head, styles.wide)}>
              {columns.owner}
            </th>
            <th scope="col" className={mergeClasses(styles.head, styles.wide)}>
              {columns.kinds}
            </th>
          </tr>
        </thead>
        <tbody>
          {shown.map((blocker) => (
            <BlockerRow key={`${blocker.code} ${blocker.severity}`} blocker={blocker} />
          ))}
        </tbody>
      </table>
      {blockers.length > FIRST_SHOWN && (
        <Button className={styles.more} size="small" aria-expanded={all} onClick={() => setAll(!all)}>
          {all ? words.blockers.showFewer : words.blockers.showAll(blockers.length)}
        </Button>
      )}
    </Panel>
  );
}

function BlockerRow({ blocker }: { blocker: Blocker }) {
  const styles = useStyles();
  const { Icon, color } = lookOfSeverity[blocker.severity];
  const owner = Owner.safeParse(blocker.owner);
  const ownerWords = owner.success ? uiWords.owners[owner.data] : (blocker.owner ?? words.blockers.noOwner);
  const kinds = blocker.kinds.map((kind) => uiWords.kinds[kind]).join(', ');
  return (
    <tr data-blocker={blocker.code}>
      <td className={styles.cell}>
        <span className={styles.what}>
          <Icon className={styles.icon} style={{ color }} aria-hidden />
          <span>
            {blocker.title}
            <br />
            <span className={styles.quiet}>
              {uiWords.severities[blocker.severity]}
              <span className={styles.folded}> · {ownerWords}</span>
            </span>
          </span>
        </span>
      </td>
      <td className={mergeClasses(styles.cell, styles.number)}>
        <TextLink
          to={devicesPath({ reason: blocker.code, severity: blocker.severity })}
          label={words.blockers.seeDevices(blocker.title, blocker.devices)}
        >
          {countWord(blocker.devices)}
        </TextLink>
      </td>
      <td className={mergeClasses(styles.cell, styles.wide)}>{ownerWords}</td>
      <td className={mergeClasses(styles.cell, styles.wide)}>{kinds}</td>
    </tr>
  );
}
