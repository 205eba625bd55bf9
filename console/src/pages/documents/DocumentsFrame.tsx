import '@mantine/core/styles/Input.css';
import { NativeSelect } from '@mantine/core';
import { Trans, useLingui } from '@lingui/react/macro';
import type { InfiniteData, UseInfiniteQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useFormat } from '../../format';
import { usePlaces } from '../../forms/places';
import { PageLink, PageLinks } from '../../parts/PageLinks';
import { VirtualTable, type Column } from '../../parts/VirtualTable';
import { Page } from '../../shell/Page';
import { Notice } from '../../states/Notice';
import { Failed, Waiting } from '../../states/states';
import panel from '../../parts/Panel.module.css';
import filters from '../products/Filters.module.css';

interface List<Row> {
  readonly totalCount: number;
  readonly totalCountIsEstimate: boolean;
  readonly nodes: readonly Row[];
}

/** Documents of one kind, the newest first, with the way to those of the other kinds. */
export function DocumentsFrame<Row extends { readonly id: string }>(props: {
  title: string;
  of: UseInfiniteQueryResult<InfiniteData<List<Row>>>;
  columns: readonly Column<Row>[];
  place: string | undefined;
  onPlace: (place: string | undefined) => void;
  actions?: ReactNode;
}) {
  const { title, of, columns, place, onPlace, actions } = props;
  const { t } = useLingui();
  const format = useFormat();
  const { places } = usePlaces();
  const { data, error, hasNextPage, isFetchingNextPage, fetchNextPage } = of;
  const rows = data?.pages.flatMap(({ nodes }) => nodes) ?? [];
  const first = data?.pages[0];
  const total =
    first && `${first.totalCountIsEstimate ? '≈ ' : ''}${format.number(first.totalCount)}`;
  return (
    <Page title={title} about={total && <Trans>{total} found</Trans>} actions={actions}>
      <PageLinks label={t`Documents`}>
        <PageLink to="/receipts">{t`Receipts`}</PageLink>
        <PageLink to="/adjustments">{t`Adjustments`}</PageLink>
        <PageLink to="/write-offs">{t`Write-offs`}</PageLink>
        <PageLink to="/assemblies">{t`Assemblies`}</PageLink>
      </PageLinks>
      <div className={filters.filters}>
        <NativeSelect
          aria-label={t`Place`}
          value={place ?? ''}
          onChange={({ currentTarget: { value } }) => onPlace(value || undefined)}
          data={[
            { value: '', label: t`All places` },
            ...places.map(({ code, name }) => ({ value: code, label: name })),
          ]}
        />
      </div>
      <section className={panel.panel} style={{ overflow: 'clip' }}>
        {error && !data ? (
          <Failed error={error} retry={() => void of.refetch()} />
        ) : !data ? (
          <Waiting rows={10} />
        ) : rows.length === 0 ? (
          <Notice icon="order" title={t`There is no such document yet`} />
        ) : (
          <VirtualTable
            label={title}
            columns={columns}
            rows={rows}
            keyOf={({ id }) => id}
            total={first?.totalCount}
            more={hasNextPage && !isFetchingNextPage ? () => void fetchNextPage() : undefined}
          />
        )}
      </section>
    </Page>
  );
}
