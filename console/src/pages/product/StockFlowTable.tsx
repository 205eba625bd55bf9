import { Button } from '@mantine/core';
import { Trans, useLingui } from '@lingui/react/macro';
import { csvOf, saveCsv } from '../../csv';
import { useFormat } from '../../format';
import { Typed } from '../../parts/Text';
import { VirtualTable } from '../../parts/VirtualTable';
import { FigureLink } from './FigureLink';
import type { Product } from './product';
import type { ProductView } from './search';
import { sumOf, type PlaceLine, type Sums } from './stock-flow';
import classes from './StockFlow.module.css';

/** A place, or all of them together. */
interface Line {
  readonly location: PlaceLine['location'];
  readonly sums: Sums & { readonly transfers: number };
}

/** What came by transfers less what left by them: over all places, what is on its way is missing. */
const withTransfers = (sums: Sums) => ({
  ...sums,
  transfers: sums.transfersIn + sums.transfersOut,
});

/** What happened at each place and at all of them, with the same rows and columns as a file. */
export function StockFlowTable(props: { product: Product; lines: readonly PlaceLine[] }) {
  const { product, lines } = props;
  const { t } = useLingui();
  const format = useFormat();
  const rows: Line[] = [
    ...lines.map((line) => ({ location: line.location, sums: withTransfers(line) })),
    ...(lines.length > 1 ? [{ location: null, sums: withTransfers(sumOf(lines)) }] : []),
  ];
  const all = t`All places`;
  const figures: readonly [keyof Line['sums'], string, ProductView, isWide: boolean][] = [
    ['purchases', t`Received`, { part: 'purchases' }, true],
    ['refunds', t`Came back`, { part: 'refunds' }, true],
    ['transfers', t`Transfers`, { part: 'transfers' }, true],
    ['adjustments', t`Adjusted`, { part: 'adjustments' }, true],
    ['sales', t`Sold`, { part: 'sales' }, false],
    ['expired', t`Written off`, { part: 'expired' }, true],
    ['closing', t`In stock`, { tab: 'batches' }, false],
  ];
  const save = () =>
    saveCsv(
      `stock-flow-${product.sku.replace(/[^\p{L}\p{N}]+/gu, '-')}-${format.today()}.csv`,
      csvOf(
        [t`Place`, ...figures.map(([, title]) => title), t`Unit`],
        rows.map(({ location, sums }) => [
          location?.code ?? all,
          ...figures.map(([figure]) => sums[figure]),
          product.baseUnit,
        ]),
      ),
    );
  return (
    <>
      <div className={classes.bar}>
        <Button size="compact-sm" variant="default" onClick={save}>
          <Trans>CSV</Trans>
        </Button>
      </div>
      <VirtualTable
        label={t`Where it went, by place`}
        rows={rows}
        keyOf={({ location }) => location?.id ?? 'all'}
        columns={[
          {
            key: 'place',
            title: t`Place`,
            cell: ({ location }) =>
              location ? <Typed>{location.name}</Typed> : <strong>{all}</strong>,
          },
          ...figures.map(([figure, title, view, isWide]) => ({
            ...{ key: figure, title, isFigure: true, isWide, width: isWide ? '10.5%' : '5.5rem' },
            cell: ({ location, sums }: Line) => (
              <FigureLink product={product.id} view={{ ...view, place: location?.code }} isHere>
                {figure === 'closing' ? format.number(sums[figure]) : format.signed(sums[figure])}
              </FigureLink>
            ),
          })),
        ]}
      />
    </>
  );
}
