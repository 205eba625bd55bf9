import { useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import type { ResultOf } from '@bincard/client';
import { query } from '../../api/query';
import { useFormat } from '../../format';
import { Shown } from '../../states/states';
import type { Part } from '../product/search';
import { STOCK_AUDIT } from './queries';
import { useParts, type ReportColumn } from './report';
import { ProductCell, ReportTable } from './ReportTable';
import type { Asked } from './search';

type Line = ResultOf<typeof STOCK_AUDIT>['stockAudit'][0];

/** What there was, what moved and what is left: each line adds up. */
export default function StockReport({ asked }: { asked: Asked }) {
  const { t } = useLingui();
  const format = useFormat();
  const { quantity, sku, unit, place } = useParts();
  const { from, to } = asked;
  const group = asked.group === 'PRODUCT_AND_LOCATION' ? asked.group : 'PRODUCT';
  const found = useQuery(
    query(
      'report-stock',
      STOCK_AUDIT,
      { from, to, place: asked.place, group },
      { follows: 'stock' },
    ),
  );
  /** The bin card of the period and the place, or the part of it that a figure is. */
  const card = (part?: Part) => (line: Line) =>
    line.product && {
      product: line.product.id,
      view: { ...{ from, to, part }, place: line.location?.code ?? asked.place ?? undefined },
    };
  const columns: ReportColumn<Line>[] = [
    {
      key: 'product',
      title: t`Product`,
      value: ({ product }) => product?.name ?? '',
      show: ({ product }) => <ProductCell product={product} />,
    },
    sku(),
    ...(group === 'PRODUCT_AND_LOCATION' ? [place<Line>()] : []),
    quantity('opening', t`Opening`, (line) => line.opening, false, card()),
    quantity('purchases', t`Received`, (line) => line.purchases, true, card('purchases')),
    quantity('sales', t`Sold`, (line) => line.sales, true, card('sales')),
    quantity('refunds', t`Came back`, (line) => line.refunds, true, card('refunds')),
    quantity('in', t`Moved in`, (line) => line.transfersIn, true, card('transfersIn')),
    quantity('out', t`Moved out`, (line) => line.transfersOut, true, card('transfersOut')),
    quantity('adjustments', t`Adjusted`, (line) => line.adjustments, true, card('adjustments')),
    quantity('expired', t`Written off`, (line) => line.expired, true, card('expired')),
    quantity('closing', t`Closing`, (line) => line.closing, false, card()),
    unit(),
  ];
  return (
    <Shown of={found} rows={8}>
      {({ stockAudit }) => (
        <ReportTable
          name="stock-audit"
          title={t`Stock from ${format.day(from)} to ${format.day(to)}`}
          columns={columns}
          rows={stockAudit}
          keyOf={({ key }) => key}
          none={t`There was no stock, and none moved`}
        />
      )}
    </Shown>
  );
}
