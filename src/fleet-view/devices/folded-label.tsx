import { makeStyles, tokens } from '@fluentui/react-components';
import { words } from '../words.en.ts';
import { NARROW } from './table-columns.ts';

const useStyles = makeStyles({
  label: {
    display: 'none',
    color: tokens.colorNeutralForeground3,
    fontSize: tokens.fontSizeBase200,
    [NARROW]: { display: 'block' },
  },
});

/** Names a cell where rows are folded and no header stands above it. */
export function FoldedLabel({ column }: { column: keyof typeof words.list.columns }) {
  const styles = useStyles();
  return <span className={styles.label}>{words.list.columns[column]}</span>;
}
