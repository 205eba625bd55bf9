import '@mantine/core/styles/Input.css';
import '@mantine/core/styles/Checkbox.css';
import '@mantine/core/styles/InlineInput.css';
import { Button, Checkbox, NativeSelect } from '@mantine/core';
import { Trans, useLingui } from '@lingui/react/macro';
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import type { ResultOf } from '@bincard/client';
import { useFormat } from '../../format';
import { Code, Typed } from '../../parts/Text';
import { Narrow, VirtualTable, type Column } from '../../parts/VirtualTable';
import { useMe } from '../../session/session';
import { Page } from '../../shell/Page';
import { Notice } from '../../states/Notice';
import { nextOf } from '../../states/next';
import { Failed, Waiting } from '../../states/states';
import { ORDER_STATUSES, ordersQuery, type OrdersSearch } from './orders';
import { OrderStatusTag, useOrderStatuses } from './OrderStatusTag';
import type { ORDERS } from './queries';
import panel from '../../parts/Panel.module.css';
import filters from '../products/Filters.module.css';

type Order = ResultOf<typeof ORDERS>['purchaseOrders']['nodes'][0];

function useColumns(): Column<Order>[] {
  const { t } = useLingui();
  const format = useFormat();
  return [
    {
      key: 'number',
      title: t`Order number`,
      cell: ({ id, orderNumber, supplier }) => (
        <>
          <Link to="/orders/$id" params={{ id }}>
            <Code>{orderNumber}</Code>
          </Link>
          <Narrow>{supplier.name}</Narrow>
        </>
      ),
    },
    {
      key: 'supplier',
      title: t`Supplier`,
      isWide: true,
      cell: ({ supplier }) => <Typed>{supplier.name}</Typed>,
    },
    {
      key: 'status',
      title: t`Status`,
      width: '11rem',
      cell: (order) => <OrderStatusTag {...order} />,
    },
    { key: 'to', title: t`To`, width: '7rem', isWide: true, cell: (order) => order.location.code },
    {
      key: 'lines',
      title: t`Lines`,
      width: '5rem',
      isFigure: true,
      isWide: true,
      cell: ({ lines }) => format.number(lines.length),
    },
    {
      key: 'expected',
      title: t`Expected`,
      width: '8rem',
      isWide: true,
      cell: ({ expectedOn }) => (expectedOn === null ? '–' : format.day(expectedOn)),
    },
  ];
}

/** Purchase orders, the newest first. */
export default function OrdersPage() {
  const { t } = useLingui();
  const format = useFormat();
  const { may } = useMe();
  const navigate = useNavigate();
  const search = useSearch({ from: '/shell/orders' });
  const statuses = useOrderStatuses();
  const columns = useColumns();
  const found = useInfiniteQuery({ ...ordersQuery(search), placeholderData: keepPreviousData });
  const { data, error } = found;
  const rows = data?.pages.flatMap((page) => page.purchaseOrders.nodes) ?? [];
  const first = data?.pages[0]?.purchaseOrders;
  const total =
    first && `${first.totalCountIsEstimate ? '≈ ' : ''}${format.number(first.totalCount)}`;
  const change = (changed: Partial<OrdersSearch>) =>
    void navigate({ to: '/orders', search: { ...search, ...changed }, replace: true });
  return (
    <Page
      title={t`Purchase orders`}
      about={total && <Trans>{total} found</Trans>}
      actions={
        <>
          {may('reorderSuggestions') && (
            <Button component={Link} to="/reorder" variant="default">
              <Trans>What to order</Trans>
            </Button>
          )}
          {may('createPurchaseOrder') && (
            <Button component={Link} to="/orders/new">
              <Trans>New order</Trans>
            </Button>
          )}
        </>
      }
    >
      <div className={filters.filters}>
        <NativeSelect
          aria-label={t`Status`}
          value={search.status ?? ''}
          onChange={({ currentTarget: { value } }) =>
            change({ status: value === '' ? undefined : (value as 'DRAFT') })
          }
          data={[
            { value: '', label: t`Every status` },
            ...ORDER_STATUSES.map((value) => ({ value, label: statuses[value] })),
          ]}
        />
        <Checkbox
          label={t`Late only`}
          checked={search.late ?? false}
          onChange={(event) => change({ late: event.currentTarget.checked || undefined })}
        />
      </div>
      <section className={panel.panel}>
        {error && !data ? (
          <Failed error={error} retry={() => void found.refetch()} />
        ) : !data ? (
          <Waiting rows={10} />
        ) : rows.length === 0 ? (
          <Notice
            icon="order"
            title={t`No order matches`}
            text={t`Write one, or order what is suggested.`}
          />
        ) : (
          <VirtualTable
            label={t`Purchase orders`}
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
