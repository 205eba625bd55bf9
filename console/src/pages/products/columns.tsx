import { useLingui } from '@lingui/react/macro';
import { Link } from '@tanstack/react-router';
import { useFormat } from '../../format';
import { Code, Tag, Typed } from '../../parts/Text';
import type { Column } from '../../parts/VirtualTable';
import { FigureLink } from '../product/FigureLink';
import type { Product } from './products';
import { StatusTag } from './StatusTag';

/** What is shown of each product; its stock is that of the place, where one is chosen. */
export function useColumns(place: string | undefined): Column<Product>[] {
  const { t } = useLingui();
  const format = useFormat();
  const atPlace = place !== undefined;
  const view = { why: true, place } as const;
  return [
    {
      key: 'product',
      title: t`Product`,
      cell: ({ id, name }) => (
        <Link to="/products/$id" params={{ id }} search={place ? { place } : {}}>
          <Typed>{name}</Typed>
        </Link>
      ),
    },
    {
      key: 'sku',
      title: t`SKU`,
      width: '11rem',
      isWide: true,
      cell: ({ sku }) => <Code>{sku}</Code>,
    },
    {
      key: 'status',
      title: t`Status`,
      width: '7rem',
      isWide: true,
      cell: ({ status }) => <StatusTag status={status} />,
    },
    {
      key: 'onHand',
      title: t`On hand`,
      width: '7rem',
      isFigure: true,
      isWide: true,
      cell: ({ id, onHand, stock }) => (
        <FigureLink product={id} view={view}>
          {format.number(atPlace ? (stock?.[0]?.onHand ?? 0) : onHand)}
        </FigureLink>
      ),
    },
    {
      key: 'available',
      title: t`Available`,
      width: '9rem',
      isFigure: true,
      cell: ({ id, available, baseUnit, reorderPoint, stock }) => (
        <FigureLink product={id} view={view}>
          {atPlace ? (
            // The reorder point is that of all places: it says nothing of one.
            <>
              {format.number(stock?.[0]?.available ?? 0)} {baseUnit}
            </>
          ) : (
            <Available {...{ available, baseUnit, reorderPoint }} />
          )}
        </FigureLink>
      ),
    },
    {
      key: 'reorder',
      title: t`Reorder at`,
      width: '7rem',
      isFigure: true,
      isWide: true,
      cell: ({ reorderPoint }) => reorderPoint !== null && format.number(reorderPoint),
    },
  ];
}

/** What can be sold; where it is below the reorder point, in a word and not by the colour alone. */
function Available(props: Pick<Product, 'available' | 'baseUnit' | 'reorderPoint'>) {
  const { available, baseUnit, reorderPoint } = props;
  const { t } = useLingui();
  const format = useFormat();
  const isLow = reorderPoint !== null && available < reorderPoint;
  return (
    <>
      {isLow && <Tag tone={available > 0 ? 'watch' : 'bad'}>{available > 0 ? t`low` : t`out`}</Tag>}{' '}
      {format.number(available)} {baseUnit}
    </>
  );
}
