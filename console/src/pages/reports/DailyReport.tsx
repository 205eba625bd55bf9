import { useLingui } from '@lingui/react/macro';
import { infiniteQueryOptions, useInfiniteQuery, useQuery } from '@tanstack/react-query';
import type { ResultOf } from '@bincard/client';
import { lazy, Suspense } from 'react';
import { ask } from '../../api/api';
import { query } from '../../api/query';
import { useFormat } from '../../format';
import { Panel } from '../../parts/Panel';
import { Typed } from '../../parts/Text';
import { Narrow } from '../../parts/VirtualTable';
import { nextOf } from '../../states/next';
import { Failed, Waiting } from '../../states/states';
import { DAILY, DAYS } from './queries';
import type { Part } from '../product/search';
import { useParts, type ReportColumn } from './report';
import { ProductCell, ReportTable } from './ReportTable';
import type { Asked } from './search';
import classes from './ReportsPage.module.css';

const StockChart = lazy(() => import('../product/StockChart'));

type Line = ResultOf<typeof DAILY>['dailyStock']['nodes'][0];

const dailyQuery = ({ from, to, place, product }: Asked) =>
  infiniteQueryOptions({
    queryKey: ['report-daily', from, to, place, product],
    queryFn: ({ pageParam, signal }) =>
      ask(DAILY, { from, to, place, product: product ?? null, after: pageParam }, signal),
    initialPageParam: null as string | null,
    getNextPageParam: ({ dailyStock: { pageInfo } }) =>
      pageInfo.hasNextPage ? pageInfo.endCursor : undefined,
    meta: { follows: 'stock' },
  });

/** Each day on which something moved, product by product and place by place; the chart is that of one product. */
export default function DailyReport({ asked }: { asked: Asked }) {
  const { t } = useLingui();
  const format = useFormat();
  const { quantity, sku, place, unit } = useParts();
  const { from, to, product } = asked;
  const found = useInfiniteQuery(dailyQuery(asked));
  const { data, error } = found;
  if (error && !data) return <Failed error={error} retry={() => void found.refetch()} />;
  if (!data) return <Waiting rows={8} />;
  /** The bin card of the day and the place, or the part of it that a figure is. */
  const card = (part?: Part) => (line: Line) => ({
    product: line.product.id,
    view: { from: line.businessDate, to: line.businessDate, part, place: line.location.code },
  });
  const columns: ReportColumn<Line>[] = [
    {
      ...{ key: 'day', title: t`Day`, width: '7.5rem' },
      value: ({ businessDate }) => businessDate,
      show: ({ businessDate, product: { name } }) => (
        <>
          {format.day(businessDate)}
          <Narrow>
            <Typed>{name}</Typed>
          </Narrow>
        </>
      ),
    },
    {
      ...{ key: 'product', title: t`Product`, isWide: true },
      value: (line) => line.product.name,
      show: (line) => <ProductCell product={line.product} />,
    },
    sku(),
    place(),
    quantity('opening', t`Opening`, (line) => line.opening, true, card()),
    quantity('purchases', t`Received`, (line) => line.purchases, true, card('purchases')),
    quantity('sales', t`Sold`, (line) => line.sales, true, card('sales')),
    quantity('refunds', t`Came back`, (line) => line.refunds, true, card('refunds')),
    quantity('adjustments', t`Adjusted`, (line) => line.adjustments, true, card('adjustments')),
    quantity('closing', t`Closing`, (line) => line.closing, false, card()),
    unit(),
  ];
  return (
    <>
      {product !== undefined && <Chart asked={asked} product={product} />}
      <ReportTable
        name="daily-stock"
        title={t`Days from ${format.day(from)} to ${format.day(to)}`}
        columns={columns}
        rows={data.pages.flatMap((page) => page.dailyStock.nodes)}
        keyOf={(line) => line.businessDate + line.product.id + line.location.code}
        total={data.pages[0]?.dailyStock.totalCount}
        {...nextOf(found)}
        none={t`Nothing moved`}
      />
    </>
  );
}

function Chart({ asked, product }: { asked: Asked; product: string }) {
  const { t } = useLingui();
  const { from, to, place } = asked;
  const found = useQuery(
    query('report-days', DAYS, { from, to, place, product }, { follows: 'stock' }),
  );
  const lines = found.data?.stockAudit ?? [];
  const of = lines[0]?.product;
  if (!of) return null;
  const days = lines.map(({ businessDate, opening, closing }) => ({
    ...{ day: businessDate!, opening, closing },
  }));
  return (
    <Panel icon="order" title={t`Stock of ${of.name}`}>
      <div className={classes.chart}>
        <Suspense fallback={<Waiting rows={1} />}>
          <StockChart days={days} from={from} to={to} unit={of.baseUnit} />
        </Suspense>
      </div>
    </Panel>
  );
}
