import { useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import type { ResultOf } from '@bincard/client';
import { query } from '../../api/query';
import { useFormat } from '../../format';
import { Bars } from '../../parts/Bars';
import { Panel } from '../../parts/Panel';
import { Shown } from '../../states/states';
import { AGE } from './queries';
import { useMoney, useParts, type ReportColumn } from './report';
import { ProductCell, ReportTable } from './ReportTable';
import type { Asked } from './search';

type Line = ResultOf<typeof AGE>['stockAge'][0];

const MOST_BARS = 12;
const partsOf = (line: Line) => [
  ...[line.days0to30, line.days31to90, line.days91to180, line.over180Days],
];

/** How long the stock has been there, by when its batches came in. */
export default function AgeReport({ asked }: { asked: Asked }) {
  const { t } = useLingui();
  const format = useFormat();
  const money = useMoney();
  const parts = useParts();
  const names = [t`up to 30 days`, t`31 to 90`, t`91 to 180`, t`over 180 days`];
  const found = useQuery(query('report-age', AGE, { place: asked.place }, { follows: 'stock' }));
  /** The batches of the place, each with the day on which it came. */
  const batches = ({ product, location }: Line) => ({
    product: product.id,
    view: { tab: 'batches' as const, place: location.code },
  });
  const columns: ReportColumn<Line>[] = [
    {
      key: 'product',
      title: t`Product`,
      value: ({ product }) => product.name,
      show: ({ product }) => <ProductCell product={product} />,
    },
    parts.sku(),
    parts.place(),
    parts.quantity('30', names[0]!, (line) => line.days0to30, true, batches),
    parts.quantity('90', names[1]!, (line) => line.days31to90, true, batches),
    parts.quantity('180', names[2]!, (line) => line.days91to180, true, batches),
    parts.quantity('over', names[3]!, (line) => line.over180Days, false, batches),
    parts.unit(),
    parts.money('value', t`Value`, (line) => line.value, true),
  ];
  return (
    <Shown of={found} rows={8}>
      {({ stockAge }) => {
        const oldest = [...stockAge].sort((one, other) => Number(other.value) - Number(one.value));
        return (
          <>
            {oldest.length > 0 && (
              <Panel icon="expiry" title={t`Age of the most valuable stock`}>
                <Bars
                  label={t`Age of the most valuable stock`}
                  parts={names}
                  bars={oldest.slice(0, MOST_BARS).map((line) => ({
                    key: line.product.id + line.location.code,
                    name: `${line.product.name} · ${line.location.code}`,
                    ...{ parts: shares(partsOf(line)), figure: money(line.value) },
                  }))}
                />
              </Panel>
            )}
            <ReportTable
              name="stock-age"
              title={t`Age today, ${format.day(format.today())}`}
              columns={columns}
              rows={oldest}
              keyOf={({ product, location }) => product.id + location.code}
              none={t`There is no stock`}
            />
          </>
        );
      }}
    </Shown>
  );
}

/** Products are counted in units of their own: each bar is as long as the others, and shows the shares. */
function shares(parts: readonly number[]): number[] {
  const whole = parts.reduce((sum, part) => sum + part, 0) || 1;
  return parts.map((part) => part / whole);
}
