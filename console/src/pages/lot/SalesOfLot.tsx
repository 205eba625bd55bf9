import { useLingui } from '@lingui/react/macro';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useFormat } from '../../format';
import { Panel } from '../../parts/Panel';
import { Code, Typed } from '../../parts/Text';
import { VirtualTable } from '../../parts/VirtualTable';
import { Notice } from '../../states/Notice';
import { nextOf } from '../../states/next';
import { Failed, Waiting } from '../../states/states';
import { lotSalesQuery } from './lot';

/** The sales that took from a lot, and what came back of each: whom a recall concerns. */
export function SalesOfLot({ id, unit }: { id: string; unit: string }) {
  const { t } = useLingui();
  const format = useFormat();
  const found = useInfiniteQuery(lotSalesQuery(id));
  const { data, error } = found;
  const rows = data?.pages.flatMap(({ traceLot }) => traceLot?.sales.nodes ?? []) ?? [];
  const total = data?.pages[0]?.traceLot?.sales.totalCount;
  return (
    <Panel icon="sell" title={t`Sales`} count={total !== undefined && format.number(total)}>
      {error && !data ? (
        <Failed error={error} retry={() => void found.refetch()} />
      ) : !data ? (
        <Waiting rows={3} />
      ) : rows.length === 0 ? (
        <Notice icon="sell" title={t`Nothing of it was sold`} />
      ) : (
        <VirtualTable
          label={t`Sales`}
          rows={rows}
          keyOf={({ sale, location }) => `${sale.id} ${location.code}`}
          total={total}
          {...nextOf(found)}
          columns={[
            {
              key: 'receipt',
              title: t`Receipt`,
              cell: ({ sale }) => (
                <Link to="/sales/$id" params={{ id: sale.id }}>
                  <Code>{sale.receiptNumber}</Code>
                </Link>
              ),
            },
            {
              key: 'when',
              title: t`When`,
              width: '12rem',
              isWide: true,
              cell: ({ sale }) => format.time(sale.createdAt),
            },
            {
              key: 'at',
              title: t`Place`,
              width: '8rem',
              isWide: true,
              cell: (row) => row.location.code,
            },
            {
              key: 'who',
              title: t`Who`,
              width: '11rem',
              isWide: true,
              cell: ({ sale }) => <Typed>{sale.actor}</Typed>,
            },
            {
              key: 'quantity',
              title: t`Quantity`,
              width: '7rem',
              isFigure: true,
              cell: (row) => `${format.number(row.quantity)} ${unit}`,
            },
            {
              key: 'back',
              title: t`Came back`,
              width: '6.5rem',
              isFigure: true,
              cell: (row) => format.number(row.returnedQuantity),
            },
          ]}
        />
      )}
    </Panel>
  );
}
