import { Button, makeStyles, Skeleton, Spinner, tokens } from '@fluentui/react-components';
import { FilterDismissRegular } from '@fluentui/react-icons/svg/filter-dismiss';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useCallback } from 'react';
import { useSearchParams } from 'react-router';
import { EmptyState } from '../../ui/empty-state.tsx';
import { ProblemNote } from '../../ui/problem-note.tsx';
import { useNow } from '../../ui/use-now.ts';
import { useFleetApi } from '../api/api-context.ts';
import { type DevicesFilter, devicesParams } from '../api/devices-params.ts';
import { problemOf } from '../api/fleet-problem.ts';
import { devicesQuery } from '../api/fleet-queries.ts';
import { EmptyFleet } from '../shell/empty-fleet.tsx';
import { PageHeading } from '../shell/page-heading.tsx';
import { SkeletonLines } from '../shell/skeleton-lines.tsx';
import { words } from '../words.en.ts';
import { readDevicesFilter, withoutFields } from './devices-filter.ts';
import { DevicesTable } from './devices-table.tsx';
import { DevicesToolbar } from './devices-toolbar.tsx';
import { useReasonTitles } from './reason-titles.ts';

const useStyles = makeStyles({
  count: { color: tokens.colorNeutralForeground2 },
  note: { marginBottom: tokens.spacingVerticalM },
  waiting: {
    padding: tokens.spacingHorizontalL,
    border: `1px solid ${tokens.colorNeutralStroke2}`,
    borderRadius: tokens.borderRadiusLarge,
    backgroundColor: tokens.colorNeutralBackground1,
  },
  older: { opacity: 0.6 },
});

/** Every device, or those an address asks for. The address holds filter and sort, so that any view can be linked. */
export function DevicesPage() {
  const styles = useStyles();
  const [params, setParams] = useSearchParams();
  const { filter, ignored } = readDevicesFilter(params);
  const titles = useReasonTitles();
  const now = useNow();
  const query = useInfiniteQuery(devicesQuery(useFleetApi(), filter));
  const { fetchNextPage } = query;
  const change = useCallback(
    (next: DevicesFilter, replace: boolean) => setParams(devicesParams(next), { replace }),
    [setParams],
  );
  const canLoadMore = query.hasNextPage && !query.isFetching && !query.isError;
  const loadMore = useCallback(() => {
    if (canLoadMore) void fetchNextPage();
  }, [canLoadMore, fetchNextPage]);

  const devices = query.data?.pages.flatMap((page) => page.devices) ?? [];
  const total = query.data?.pages.at(-1)?.total ?? 0;
  const filtered = Object.keys(withoutFields(filter, ['sort', 'order'])).length > 0;
  return (
    <>
      <PageHeading title={words.list.title}>
        <span className={styles.count} role="status">
          {query.data !== undefined && (filtered ? words.list.matching(total) : words.list.count(total))}
        </span>
      </PageHeading>
      <DevicesToolbar filter={filter} titles={titles} onChange={change} />
      {ignored.length > 0 && <p role="status">{words.list.ignored(ignored.join(', '))}</p>}
      {query.isError && (
        <div className={styles.note}>
          <ProblemNote
            problem={problemOf(query.error)}
            onRetry={() => void (query.isFetchNextPageError ? fetchNextPage() : query.refetch())}
          />
        </div>
      )}
      {query.isPending && (
        <Skeleton aria-label={words.loading} className={styles.waiting}>
          <SkeletonLines count={12} />
        </Skeleton>
      )}
      {query.data !== undefined && devices.length === 0 && !filtered && <EmptyFleet />}
      {query.data !== undefined && devices.length === 0 && filtered && (
        <EmptyState title={words.list.noneMatch} icon={<FilterDismissRegular />}>
          <span>{words.list.noneMatchMeans}</span>
          <Button onClick={() => change({}, false)}>{words.list.clearAll}</Button>
        </EmptyState>
      )}
      {devices.length > 0 && (
        <div
          className={query.isPlaceholderData ? styles.older : undefined}
          aria-busy={query.isPlaceholderData}
        >
          <DevicesTable
            devices={devices}
            total={total}
            filter={filter}
            titles={titles}
            now={now}
            onSort={(sort, order) => change({ ...filter, sort, order }, true)}
            onNearEnd={loadMore}
          />
          {query.isFetchingNextPage && <Spinner size="tiny" label={words.list.loadingMore} />}
        </div>
      )}
    </>
  );
}
