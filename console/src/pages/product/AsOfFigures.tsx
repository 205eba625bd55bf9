import { Trans, useLingui } from '@lingui/react/macro';
import type { ResultOf } from '@bincard/client';
import { dayAfter, FIRST_DAY } from '../../days';
import { useFormat } from '../../format';
import { Typed } from '../../parts/Text';
import { VirtualTable } from '../../parts/VirtualTable';
import { ArchiveNote } from './ArchiveNote';
import { Equation } from './Equation';
import { FigureLink } from './FigureLink';
import { usePartNames } from './part-names';
import type { Product } from './product';
import { PARTS, type Part, type ProductView } from './search';
import type { SINCE } from './stock-flow-queries';
import { sumsOf } from './sums';
import classes from './AsOf.module.css';

type Answer = ResultOf<typeof SINCE>;
type Line = Answer['stockAudit'][0];

const FIGURES = ['opening', 'closing', ...(Object.keys(PARTS) as Part[])] as const;

const sumOf = (lines: readonly Line[]) => sumsOf(lines, FIGURES);

/** What was there then, what has moved since and what is there now: the equation of the place that is looked at, and each place. */
export function AsOfFigures(props: {
  product: Product;
  view: ProductView;
  day: string;
  answer: Answer;
}) {
  const { product, view, day, answer } = props;
  const { t } = useLingui();
  const format = useFormat();
  const names = usePartNames();
  const { stockAudit: lines, movements } = answer;
  const { archivedUntil } = movements;
  const from = dayAfter(day)!;
  const chosen = lines.find(({ location }) => location!.code === view.place);
  const sums = sumOf(chosen ? [chosen] : lines);
  // Each leads to the ledger below, and the day stays as it is.
  const since = (place: string | undefined, part?: Part): ProductView => ({
    ...{ asOf: day, place, from, part },
  });
  const until = (place: string | undefined): ProductView => ({
    ...{ asOf: day, place, from: FIRST_DAY, to: day },
  });
  const why = (place: string | undefined): ProductView => ({ asOf: day, place, why: true });
  const place = chosen?.location!.code;
  const rows = [
    ...lines.map((line) => ({ ...line, code: line.location!.code as string | undefined })),
    ...(lines.length > 1 ? [{ ...sumOf(lines), location: null, code: undefined }] : []),
  ];
  type Row =
    | (typeof rows)[0]
    | (Record<'opening' | 'closing', number> & { location: null; code: undefined });
  const figure = (of: (row: Row) => string, to: (place: string | undefined) => ProductView) =>
    function FigureCell(row: Row) {
      return (
        <FigureLink product={product.id} view={to(row.code)} isHere>
          {of(row)}
        </FigureLink>
      );
    };
  const wide = { isFigure: true, width: '4.75rem' };
  return (
    <>
      <div className={classes.sum}>
        <Equation
          product={product.id}
          label={
            chosen
              ? t`Stock then and now at ${chosen.location!.name}`
              : t`Stock then and now at all places`
          }
          total={{ value: sums.closing, name: t`on hand now`, view: why(place) }}
          terms={[
            {
              ...{ value: sums.opening, name: t`at the end of ${format.day(day)}` },
              view: until(place),
            },
            ...(Object.keys(PARTS) as Part[]).map((part) => ({
              ...{ value: sums[part], name: names[part], view: since(place, part) },
            })),
          ]}
        />
        {archivedUntil !== null && archivedUntil >= from && <ArchiveNote until={archivedUntil} />}
      </div>
      <VirtualTable<Row>
        label={t`Stock then and now, by place`}
        rows={rows}
        keyOf={({ code }) => code ?? ''}
        columns={[
          {
            key: 'place',
            title: t`Place`,
            cell: ({ location }) =>
              location ? (
                <Typed>{location.name}</Typed>
              ) : (
                <strong>
                  <Trans>All places</Trans>
                </strong>
              ),
          },
          {
            ...{ ...wide, key: 'then', title: t`Then` },
            cell: figure(({ opening }) => format.number(opening), until),
          },
          {
            ...{ ...wide, key: 'since', title: t`Change` },
            cell: figure(({ opening, closing }) => format.signed(closing - opening), since),
          },
          {
            ...{ ...wide, key: 'now', title: t`Now` },
            cell: figure(({ closing }) => format.number(closing), why),
          },
        ]}
      />
    </>
  );
}
