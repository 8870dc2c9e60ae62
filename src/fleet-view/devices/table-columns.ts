import { makeStyles, tokens } from '@fluentui/react-components';
import type { DevicesFilter } from '../api/devices-params.ts';
import type { words } from '../words.en.ts';

export type SortField = NonNullable<DevicesFilter['sort']>;

/** The columns in reading order; those with a sort field have a button in their header. */
export const columns: readonly { id: keyof typeof words.list.columns; sort?: SortField }[] = [
  { id: 'name', sort: 'name' },
  { id: 'state', sort: 'state' },
  { id: 'reasons' },
  { id: 'ready' },
  { id: 'platform', sort: 'platform' },
  { id: 'lastSeen', sort: 'lastSeen' },
];

export const NARROW = '@media (max-width: 1023px)';

/** Widths shared by header and rows; on narrow windows a row folds to two columns and the header to its sort buttons. */
export const useColumnStyles = makeStyles({
  grid: {
    display: 'grid',
    gridTemplateColumns:
      'minmax(150px, 1.4fr) minmax(150px, 1fr) minmax(180px, 2fr) minmax(140px, 1.4fr) minmax(120px, 1.1fr) minmax(96px, 0.7fr)',
    columnGap: tokens.spacingHorizontalM,
    paddingLeft: tokens.spacingHorizontalM,
    paddingRight: tokens.spacingHorizontalM,
  },
  row: { [NARROW]: { gridTemplateColumns: 'minmax(0, 1fr) minmax(0, 1fr)' } },
  header: {
    [NARROW]: { display: 'flex', flexWrap: 'wrap', columnGap: tokens.spacingHorizontalS },
  },
});
