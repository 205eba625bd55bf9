import { Trans, useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import type { ResultOf } from '@bincard/client';
import { query } from '../../api/query';
import { useFormat } from '../../format';
import { Bars } from '../../parts/Bars';
import { Figure, Figures } from '../../parts/Figures';
import { Panel } from '../../parts/Panel';
import { Shown } from '../../states/states';
import { VALUE } from './queries';
import { useMoney, useParts, type ReportColumn } from './report';
import { ProductCell, ReportTable } from './ReportTable';
import type { Asked } from './search';

type Line = ResultOf<typeof VALUE>['stockValue']['lines'][0];

const MOST_BARS = 12;
const nameOf = ({ product, location }: Line) =>
  [product?.name, product ? location?.code : location?.name].filter(Boolean).join(' · ');

/** What the stock is worth at the end of a day, by what each batch had cost. */
export default function ValueReport({ asked }: { asked: Asked }) {
  const { t } = useLingui();
  const format = useFormat();
  const money = useMoney();
  const parts = useParts();
  const { to, place } = asked;
  const group = (['LOCATION', 'PRODUCT_AND_LOCATION'] as const).find((one) => one === asked.group);
  const found = useQuery(
    query(
      'report-value',
      VALUE,
      { at: to, place, group: group ?? 'PRODUCT' },
      { follows: 'stock' },
    ),
  );
  const columns: ReportColumn<Line>[] = [
    ...(group === 'LOCATION'
      ? []
      : [
          {
            key: 'product',
            title: t`Product`,
            value: (line: Line) => line.product?.name ?? '',
            show: ({ product }: Line) => <ProductCell product={product} />,
          },
          parts.sku<Line>(),
        ]),
    ...(group === undefined
      ? []
      : [
          {
            ...{ key: 'place', title: t`Place` },
            value: ({ location }: Line) => location?.name ?? '',
          },
        ]),
    parts.quantity(
      ...(['quantity', t`Quantity`, (line: Line) => line.quantity, false] as const),
      (line: Line) =>
        line.product && {
          product: line.product.id,
          view: { from: to, to, place: line.location?.code ?? place ?? undefined },
        },
    ),
    parts.quantity('unknown', t`Without a cost`, (line) => line.quantityWithoutCost, true),
    parts.money('value', t`Value`, (line) => line.value),
  ];
  return (
    <Shown of={found} rows={8}>
      {({ stockValue: { at, currency, value, inTransitValue, quantityWithoutCost, lines } }) => {
        // Only their order and lengths: what is written is what the server has summed.
        const sorted = [...lines].sort((one, other) => Number(other.value) - Number(one.value));
        return (
          <>
            <Panel icon="order" title={t`At the end of ${format.day(at)}`}>
              <Figures>
                <Figure name={<Trans>Value</Trans>}>
                  {money(value)} {currency}
                </Figure>
                {inTransitValue !== null && (
                  <Figure name={<Trans>On its way</Trans>}>
                    {money(inTransitValue)} {currency}
                  </Figure>
                )}
                <Figure
                  name={<Trans>Without a cost</Trans>}
                  tone={quantityWithoutCost > 0 ? 'watch' : undefined}
                >
                  {format.number(quantityWithoutCost)}
                </Figure>
              </Figures>
              <Bars
                label={t`The most valuable`}
                bars={sorted.slice(0, MOST_BARS).map((line) => ({
                  ...{ key: line.key, name: nameOf(line), parts: [Number(line.value)] },
                  figure: money(line.value),
                }))}
              />
            </Panel>
            <ReportTable
              name="stock-value"
              title={t`Value`}
              columns={columns}
              rows={sorted}
              keyOf={({ key }) => key}
              none={t`There is no stock`}
            />
          </>
        );
      }}
    </Shown>
  );
}
