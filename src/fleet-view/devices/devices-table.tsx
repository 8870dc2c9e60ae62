import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { useWindowVirtualizer } from '@tanstack/react-virtual';
import { useLayoutEffect, useRef, useState } from 'react';
import type { DeviceRow } from '../../contract/http.ts';
import type { DevicesFilter } from '../api/devices-params.ts';
import { words } from '../words.en.ts';
import { DeviceCells } from './device-row.tsx';
import { DevicesHeader } from './devices-header.tsx';
import type { ReasonTitles } from './reason-titles.ts';
import { columns, type SortField, useColumnStyles } from './table-columns.ts';
import { useRowKeys } from './use-row-keys.ts';

const ROW_ESTIMATE_PX = 57;
const OVERSCAN_ROWS = 12;

const useStyles = makeStyles({
  table: {
    display: 'block',
    borderRadius: tokens.borderRadiusLarge,
    border: `1px solid ${tokens.colorNeutralStroke2}`,
    backgroundColor: tokens.colorNeutralBackground1,
  },
  body: { display: 'block', position: 'relative' },
  row: {
    position: 'absolute',
    top: 0,
    left: 0,
    right: 0,
    alignItems: 'start',
    rowGap: tokens.spacingVerticalXS,
    paddingTop: tokens.spacingVerticalS,
    paddingBottom: tokens.spacingVerticalS,
    borderBottom: `1px solid ${tokens.colorNeutralStroke2}`,
    ':hover': { backgroundColor: tokens.colorNeutralBackground3 },
  },
});

/**
 * The devices loaded so far, only those in view in the document. One row is a tab stop; arrow keys, Page Up/Down,
 * Home and End move between rows. `onNearEnd` is called when the last loaded rows come near.
 */
export function DevicesTable({
  devices,
  total,
  filter,
  titles,
  now,
  onSort,
  onNearEnd,
}: {
  devices: readonly DeviceRow[];
  total: number;
  filter: DevicesFilter;
  titles: ReasonTitles;
  now: Date;
  onSort: (sort: SortField, order: NonNullable<DevicesFilter['order']>) => void;
  onNearEnd: () => void;
}) {
  const styles = useStyles();
  const widths = useColumnStyles();
  const body = useRef<HTMLTableSectionElement>(null);
  const [bodyTop, setBodyTop] = useState(0);
  // Chips above the table come and go, so where the rows begin is measured after every change.
  useLayoutEffect(() => {
    const top = (body.current?.getBoundingClientRect().top ?? 0) + window.scrollY;
    if (Math.abs(top - bodyTop) > 1) setBodyTop(top);
  });
  const virtual = useWindowVirtualizer({
    count: devices.length,
    estimateSize: () => ROW_ESTIMATE_PX,
    overscan: OVERSCAN_ROWS,
    scrollMargin: bodyTop,
    getItemKey: (index) => devices[index]?.id ?? index,
  });
  const items = virtual.getVirtualItems();
  const lastShown = items.at(-1)?.index ?? 0;
  useLayoutEffect(() => {
    if (lastShown >= devices.length - OVERSCAN_ROWS) onNearEnd();
  }, [lastShown, devices.length, onNearEnd]);
  const rowKeys = useRowKeys({
    body,
    count: devices.length,
    scrollTo: (index) => virtual.scrollToIndex(index, { align: 'auto' }),
  });
  const tabStop = items.some(({ index }) => index === rowKeys.active)
    ? rowKeys.active
    : (items[0]?.index ?? 0);
  return (
    <table
      // biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: a table whose rows are walked by arrow keys is a grid (https://www.w3.org/WAI/ARIA/apg/patterns/grid/).
      role="grid"
      className={styles.table}
      aria-label={words.list.title}
      aria-description={words.list.keys}
      aria-rowcount={total + 1}
      aria-colcount={columns.length}
      onKeyDown={rowKeys.onKeyDown}
    >
      <DevicesHeader sort={filter.sort ?? 'name'} order={filter.order ?? 'asc'} onSort={onSort} />
      <tbody ref={body} className={styles.body} style={{ height: virtual.getTotalSize() }}>
        {items.map((item) => {
          const device = devices[item.index];
          if (device === undefined) return null;
          return (
            <tr
              key={item.key}
              ref={virtual.measureElement}
              data-index={item.index}
              aria-rowindex={item.index + 2}
              className={mergeClasses(widths.grid, widths.row, styles.row)}
              style={{ transform: `translateY(${item.start - virtual.options.scrollMargin}px)` }}
            >
              <DeviceCells device={device} titles={titles} now={now} tabStop={item.index === tabStop} />
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}
