import { Trans, useLingui } from '@lingui/react/macro';
import { useInfiniteQuery } from '@tanstack/react-query';
import type { ResultOf } from '@bincard/client';
import { useFormat } from '../../format';
import { Typed } from '../../parts/Text';
import { Narrow, VirtualTable, type Column } from '../../parts/VirtualTable';
import { Notice } from '../../states/Notice';
import { Failed, Waiting } from '../../states/states';
import { PlaceSelect } from './PlaceSelect';
import { reservationsQuery, type Product } from './product';
import type { RESERVATIONS } from './queries';
import type { ProductView } from './search';
import classes from './BinCard.module.css';

type Reservation = ResultOf<typeof RESERVATIONS>['reservations']['nodes'][0];

/** Who has reserved some of it, for what and until when. */
export function Reserved(props: {
  product: Product;
  view: ProductView;
  change: (changed: Partial<ProductView>) => void;
}) {
  const { product, view, change } = props;
  const { place } = view;
  const { t } = useLingui();
  const format = useFormat();
  const columns = useColumns(product.baseUnit);
  const found = useInfiniteQuery(reservationsQuery(product.id, place ?? null));
  const { data, error, hasNextPage, isFetchingNextPage, fetchNextPage } = found;
  const rows = data?.pages.flatMap(({ reservations }) => reservations.nodes) ?? [];
  const level = product.stock.find(({ location }) => location.code === place);
  return (
    <>
      <div className={classes.bar}>
        <PlaceSelect product={product} place={place} change={change} />
      </div>
      {error && !data ? (
        <Failed error={error} retry={() => void found.refetch()} />
      ) : !data ? (
        <Waiting rows={3} />
      ) : rows.length === 0 ? (
        <Notice icon="products" title={t`Nothing is reserved`} />
      ) : (
        <>
          {level && (
            <p className={classes.sum}>
              <Trans>
                Together {format.number(level.reserved)} {product.baseUnit}
              </Trans>
            </p>
          )}
          <VirtualTable
            label={t`Reservations`}
            rows={rows}
            keyOf={({ id }) => id}
            total={data.pages[0]?.reservations.totalCount}
            columns={columns}
            more={hasNextPage && !isFetchingNextPage ? () => void fetchNextPage() : undefined}
          />
        </>
      )}
    </>
  );
}

function useColumns(unit: string): Column<Reservation>[] {
  const { t } = useLingui();
  const format = useFormat();
  return [
    {
      key: 'for',
      title: t`For`,
      cell: ({ reference, id, expiresAt }) => (
        <>
          <Typed>{reference ?? `…${id.slice(-6)}`}</Typed>
          <Narrow>{t`until ${format.time(expiresAt)}`}</Narrow>
        </>
      ),
    },
    {
      key: 'place',
      title: t`Place`,
      width: '7rem',
      isWide: true,
      cell: ({ location }) => location.code,
    },
    {
      key: 'who',
      title: t`Who`,
      width: '11rem',
      isWide: true,
      cell: ({ actor }) => <Typed>{actor}</Typed>,
    },
    {
      key: 'made',
      title: t`Reserved on`,
      width: '12rem',
      isWide: true,
      cell: ({ createdAt }) => format.time(createdAt),
    },
    {
      key: 'until',
      title: t`Until`,
      width: '12rem',
      isWide: true,
      cell: ({ expiresAt }) => format.time(expiresAt),
    },
    {
      key: 'left',
      title: t`Reserved`,
      width: '8rem',
      isFigure: true,
      cell: ({ remainingQuantity }) => `${format.number(remainingQuantity)} ${unit}`,
    },
  ];
}
