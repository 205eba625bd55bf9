import { useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import type { ResultOf } from '@bincard/client';
import { query } from '../../api/query';
import { useFormat } from '../../format';
import { Bars } from '../../parts/Bars';
import { Panel } from '../../parts/Panel';
import { Shown } from '../../states/states';
import { MARGIN } from './queries';
import { useMoney, useParts, type ReportColumn } from './report';
import { ProductCell, ReportTable } from './ReportTable';
import type { Asked } from './search';

type Line = ResultOf<typeof MARGIN>['margin'][0];

const MOST_BARS = 12;

/** What was sold, what it had cost by the batches it came from, and what it brought. */
export default function MarginReport({ asked }: { asked: Asked }) {
  const { t } = useLingui();
  const format = useFormat();
  const money = useMoney();
  const parts = useParts();
  const { from, to, place } = asked;
  const found = useQuery(query('report-margin', MARGIN, { from, to, place }, { follows: 'stock' }));
  const sold = ({ product }: Line) => ({
    product: product.id,
    view: { from, to, place: place ?? undefined, part: 'sold' as const },
  });
  const columns: ReportColumn<Line>[] = [
    {
      key: 'product',
      title: t`Product`,
      value: ({ product }) => product.name,
      show: ({ product }) => <ProductCell product={product} />,
    },
    parts.sku(),
    parts.quantity('quantity', t`Sold`, (line) => line.quantity, false, sold),
    parts.money('revenue', t`Revenue`, (line) => line.revenue, true),
    parts.money('cost', t`Cost`, (line) => line.cost, true),
    parts.money('margin', t`Margin`, (line) => line.margin),
    parts.quantity('withoutCost', t`Without a cost`, (line) => line.quantityWithoutCost, true),
    parts.quantity('withoutPrice', t`Without a price`, (line) => line.quantityWithoutPrice, true),
  ];
  return (
    <Shown of={found} rows={8}>
      {({ margin, settings: { currency } }) => {
        const known = margin.filter((line) => line.margin !== null);
        const sorted = known.sort((one, other) => Number(other.margin) - Number(one.margin));
        return (
          <>
            {sorted.length > 0 && (
              <Panel icon="order" title={currency ? t`Margin in ${currency}` : t`Margin`}>
                <Bars
                  label={t`Margin by product`}
                  bars={sorted.slice(0, MOST_BARS).map((line) => ({
                    ...{ key: line.product.id, name: line.product.name },
                    ...{ parts: [Number(line.margin)], figure: money(line.margin) },
                  }))}
                />
              </Panel>
            )}
            <ReportTable
              name="margin"
              title={t`Sold from ${format.day(from)} to ${format.day(to)}`}
              columns={columns}
              rows={margin}
              keyOf={({ product }) => product.id}
              none={t`Nothing was sold`}
            />
          </>
        );
      }}
    </Shown>
  );
}
