import { useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import type { ResultOf } from '@bincard/client';
import { query } from '../../api/query';
import { useFormat } from '../../format';
import { Bars } from '../../parts/Bars';
import { Panel } from '../../parts/Panel';
import { Tag } from '../../parts/Text';
import { Shown } from '../../states/states';
import { ABC } from './queries';
import { useParts, type ReportColumn } from './report';
import { ProductCell, ReportTable } from './ReportTable';
import type { Asked } from './search';

type Line = ResultOf<typeof ABC>['abcAnalysis'][0];

const MOST_BARS = 12;
const CLASSES = ['A', 'B', 'C'] as const;

/** Which products bring most of the revenue. */
export default function AbcReport({ asked }: { asked: Asked }) {
  const { t } = useLingui();
  const format = useFormat();
  const parts = useParts();
  const { from, to, place } = asked;
  const found = useQuery(query('report-abc', ABC, { from, to, place }, { follows: 'stock' }));
  const percent = (value: number) => `${format.number(Math.round(value * 10) / 10)} %`;
  const sold = ({ product }: Line) => ({
    product: product.id,
    view: { from, to, place: place ?? undefined, part: 'sold' as const },
  });
  const columns: ReportColumn<Line>[] = [
    {
      ...{ key: 'class', title: t`Class`, width: '5rem' },
      value: (line) => line.class,
      show: (line) => (
        <Tag tone={line.class === 'A' ? 'good' : line.class === 'B' ? 'watch' : 'plain'}>
          {line.class}
        </Tag>
      ),
    },
    {
      key: 'product',
      title: t`Product`,
      value: ({ product }) => product.name,
      show: ({ product }) => <ProductCell product={product} />,
    },
    parts.sku(),
    parts.quantity('quantity', t`Sold`, (line) => line.quantity, true, sold),
    parts.money('revenue', t`Revenue`, (line) => line.revenue),
    {
      ...{ key: 'share', title: t`Share`, width: '6rem', isFigure: true, isWide: true },
      value: ({ sharePercent }) => sharePercent,
      show: ({ sharePercent }) => percent(sharePercent),
    },
    {
      ...{ key: 'sum', title: t`With those before`, width: '9rem', isFigure: true, isWide: true },
      value: ({ cumulativePercent }) => cumulativePercent,
      show: ({ cumulativePercent }) => percent(cumulativePercent),
    },
  ];
  return (
    <Shown of={found} rows={8}>
      {({ abcAnalysis }) => (
        <>
          {abcAnalysis.length > 0 && (
            <Panel icon="order" title={t`Share of the revenue`}>
              <Bars
                label={t`Share of the revenue`}
                parts={[...CLASSES]}
                bars={abcAnalysis.slice(0, MOST_BARS).map((line) => ({
                  ...{ key: line.product.id, name: line.product.name },
                  parts: CLASSES.map((each) => (each === line.class ? line.sharePercent : 0)),
                  figure: percent(line.sharePercent),
                }))}
              />
            </Panel>
          )}
          <ReportTable
            name="abc"
            title={t`Sold from ${format.day(from)} to ${format.day(to)}`}
            columns={columns}
            rows={abcAnalysis}
            keyOf={({ product }) => product.id}
            none={t`Nothing was sold`}
          />
        </>
      )}
    </Shown>
  );
}
