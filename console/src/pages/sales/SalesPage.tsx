import { Button } from '@mantine/core';
import { Trans, useLingui } from '@lingui/react/macro';
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { Link, useSearch } from '@tanstack/react-router';
import type { ResultOf } from '@bincard/client';
import { useFormat } from '../../format';
import { Code, Typed } from '../../parts/Text';
import { Narrow, VirtualTable, type Column } from '../../parts/VirtualTable';
import { useMe } from '../../session/session';
import { Page } from '../../shell/Page';
import { Notice } from '../../states/Notice';
import { nextOf } from '../../states/next';
import { Failed, Waiting } from '../../states/states';
import { Filters } from './Filters';
import type { SALES } from './queries';
import { salesQuery } from './sales';
import { SaleStatusTag } from './SaleStatusTag';
import panel from '../../parts/Panel.module.css';

type Sale = ResultOf<typeof SALES>['sales']['nodes'][0];

function useColumns(): Column<Sale>[] {
  const { t } = useLingui();
  const format = useFormat();
  return [
    {
      key: 'number',
      title: t`Receipt`,
      width: '11rem',
      cell: ({ id, receiptNumber, createdAt }) => (
        <>
          <Link to="/sales/$id" params={{ id }}>
            <Code>{receiptNumber}</Code>
          </Link>
          <Narrow>{format.time(createdAt)}</Narrow>
        </>
      ),
    },
    {
      key: 'what',
      title: t`What`,
      isWide: true,
      cell: ({ lines: [line, ...more] }) =>
        line && (
          <>
            {format.number(line.quantity)} {line.product.baseUnit}{' '}
            <Typed>{line.product.name}</Typed>
            {more.length > 0 && ` +${more.length}`}
          </>
        ),
    },
    {
      key: 'status',
      title: t`Status`,
      width: '10rem',
      cell: (sale) => <SaleStatusTag {...sale} />,
    },
    {
      key: 'place',
      title: t`Place`,
      width: '7rem',
      isWide: true,
      cell: (sale) => sale.location.code,
    },
    {
      key: 'who',
      title: t`Who`,
      width: '11rem',
      isWide: true,
      cell: (sale) => <Typed>{sale.actor}</Typed>,
    },
    {
      key: 'when',
      title: t`When`,
      width: '12rem',
      isWide: true,
      cell: (sale) => format.time(sale.createdAt),
    },
  ];
}

/** Sales, the newest first: the way to a refund. */
export default function SalesPage() {
  const { t } = useLingui();
  const format = useFormat();
  const { may } = useMe();
  const search = useSearch({ from: '/shell/sales' });
  const columns = useColumns();
  const found = useInfiniteQuery({ ...salesQuery(search), placeholderData: keepPreviousData });
  const { data, error } = found;
  const rows = data?.pages.flatMap((page) => page.sales.nodes) ?? [];
  const first = data?.pages[0]?.sales;
  const total =
    first && `${first.totalCountIsEstimate ? '≈ ' : ''}${format.number(first.totalCount)}`;
  return (
    <Page
      title={t`Sales`}
      about={total && <Trans>{total} found</Trans>}
      actions={
        may('recordSale') && (
          <Button component={Link} to="/sell">
            <Trans>Sell</Trans>
          </Button>
        )
      }
    >
      <Filters search={search} />
      <section className={panel.panel} style={{ overflow: 'clip' }}>
        {error && !data ? (
          <Failed error={error} retry={() => void found.refetch()} />
        ) : !data ? (
          <Waiting rows={10} />
        ) : rows.length === 0 ? (
          <Notice icon="sell" title={t`No sale matches`} />
        ) : (
          <VirtualTable
            label={t`Sales`}
            columns={columns}
            rows={rows}
            keyOf={({ id }) => id}
            total={first?.totalCount}
            {...nextOf(found)}
          />
        )}
      </section>
    </Page>
  );
}
