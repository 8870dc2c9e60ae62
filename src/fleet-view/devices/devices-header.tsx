import { Button, makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { ArrowSortDownRegular } from '@fluentui/react-icons/svg/arrow-sort-down';
import { ArrowSortUpRegular } from '@fluentui/react-icons/svg/arrow-sort-up';
import type { DevicesFilter } from '../api/devices-params.ts';
import { words } from '../words.en.ts';
import { columns, NARROW, type SortField, useColumnStyles } from './table-columns.ts';

const useStyles = makeStyles({
  head: {
    display: 'block',
    position: 'sticky',
    top: 0,
    zIndex: 1,
    borderBottom: `1px solid ${tokens.colorNeutralStroke1}`,
    backgroundColor: tokens.colorNeutralBackground1,
    borderRadius: `${tokens.borderRadiusLarge} ${tokens.borderRadiusLarge} 0 0`,
  },
  row: { alignItems: 'center', minHeight: '40px' },
  cell: {
    padding: 0,
    fontSize: tokens.fontSizeBase200,
    fontWeight: tokens.fontWeightSemibold,
    textAlign: 'start',
    minWidth: 0,
  },
  unsorted: { [NARROW]: { display: 'none' } },
  arrow: { fontSize: '16px' },
  button: {
    fontWeight: tokens.fontWeightSemibold,
    minWidth: 0,
    height: 'auto',
    margin: '0 -8px',
    fontSize: tokens.fontSizeBase200,
    textAlign: 'start',
  },
});

/** Column headers. A second press on the sorted column turns the order around. */
export function DevicesHeader({
  sort,
  order,
  onSort,
}: {
  sort: SortField;
  order: NonNullable<DevicesFilter['order']>;
  onSort: (sort: SortField, order: NonNullable<DevicesFilter['order']>) => void;
}) {
  const styles = useStyles();
  const widths = useColumnStyles();
  const Arrow = order === 'asc' ? ArrowSortUpRegular : ArrowSortDownRegular;
  return (
    <thead className={styles.head}>
      <tr className={mergeClasses(widths.grid, widths.header, styles.row)}>
        {columns.map(({ id, sort: field }) =>
          field === undefined ? (
            <th key={id} scope="col" className={mergeClasses(styles.cell, styles.unsorted)}>
              {words.list.columns[id]}
            </th>
          ) : (
            <th
              key={id}
              scope="col"
              className={styles.cell}
              aria-sort={field !== sort ? 'none' : order === 'asc' ? 'ascending' : 'descending'}
            >
              <Button
                className={styles.button}
                size="small"
                appearance="subtle"
                iconPosition="after"
                icon={field === sort ? <Arrow className={styles.arrow} /> : null}
                title={words.list.sortBy(words.list.columns[id])}
                onClick={() => onSort(field, field === sort && order === 'asc' ? 'desc' : 'asc')}
              >
                {words.list.columns[id]}
              </Button>
            </th>
          ),
        )}
      </tr>
    </thead>
  );
}
