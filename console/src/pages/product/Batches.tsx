import { Button } from '@mantine/core';
import { Trans, useLingui } from '@lingui/react/macro';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useFormat } from '../../format';
import { Icon } from '../../parts/Icon';
import { Typed } from '../../parts/Text';
import { Narrow, VirtualTable, type Column } from '../../parts/VirtualTable';
import { Notice } from '../../states/Notice';
import { nextOf } from '../../states/next';
import { Shown } from '../../states/states';
import { HoldTag } from '../lot/StatusTag';
import { PlaceSelect } from './PlaceSelect';
import { batchesQuery, type BatchLine, type Level, type Product } from './product';
import type { ProductView } from './search';
import classes from './BinCard.module.css';

/** Batches in stock, at one place or all, in the order in which sales take them: what a figure is made of. */
export function Batches(props: {
  product: Product;
  view: ProductView;
  change: (changed: Partial<ProductView>) => void;
}) {
  const { product, view, change } = props;
  const { place, state } = view;
  const { t } = useLingui();
  const format = useFormat();
  const columns = useColumns(product.baseUnit);
  const level = product.stock.find(({ location }) => location.code === place);
  const names = { expired: t`expired`, held: t`on hold` };
  const found = useInfiniteQuery(batchesQuery(product.id, place ?? null, state));
  return (
    <>
      <div className={classes.bar}>
        <PlaceSelect product={product} place={place} change={change} />
        {state && (
          <Button
            variant="light"
            size="sm"
            aria-label={t`Show every batch`}
            rightSection={<Icon name="close" size={14} />}
            onClick={() => change({ state: undefined })}
          >
            <Trans>Only: {names[state]}</Trans>
          </Button>
        )}
      </div>
      <Shown of={found} rows={5}>
        {({ pages }) => {
          const rows = pages.flatMap((page) => page.product?.batchesInStock.nodes ?? []);
          if (rows.length === 0) return <Notice icon="products" title={t`Nothing is in stock`} />;
          const sum = sumOf(level ? [level] : place ? [] : product.stock, state);
          return (
            <>
              <p className={classes.sum}>
                <Trans>
                  Together {format.number(sum)} {product.baseUnit}
                </Trans>
              </p>
              <VirtualTable
                label={t`Batches, in the order in which they are sold`}
                rows={rows}
                keyOf={({ batch }) => batch.id}
                columns={columns}
                total={pages[0]?.product?.batchesInStock.totalCount}
                {...nextOf(found)}
              />
            </>
          );
        }}
      </Shown>
    </>
  );
}

/** The server's figures of what is listed, by place. */
function sumOf(levels: readonly Level[], state: ProductView['state']): number {
  const figure = { expired: 'expired', held: 'quarantined' } as const;
  return levels.reduce((sum, level) => sum + level[state ? figure[state] : 'onHand'], 0);
}

function useColumns(unit: string): Column<BatchLine>[] {
  const { t } = useLingui();
  const format = useFormat();
  return [
    {
      key: 'lot',
      title: t`Lot`,
      cell: ({ batch: { id, batchNumber, expiryDate } }) => (
        <>
          <Link to="/batches/$id" params={{ id }}>
            <Typed>{batchNumber}</Typed>
          </Link>
          {expiryDate && <Narrow>{t`expires ${format.day(expiryDate)}`}</Narrow>}
        </>
      ),
    },
    {
      key: 'status',
      title: t`Status`,
      width: '8rem',
      isWide: true,
      cell: ({ batch }) => <HoldTag status={batch.status} />,
    },
    {
      key: 'expiry',
      title: t`Expires`,
      width: '8rem',
      isWide: true,
      cell: ({ batch: { expiryDate } }) => (expiryDate ? format.day(expiryDate) : '–'),
    },
    {
      key: 'received',
      title: t`Received`,
      width: '11rem',
      isWide: true,
      cell: ({ batch }) => format.time(batch.receivedAt),
    },
    {
      key: 'place',
      title: t`Received at`,
      width: '7rem',
      isWide: true,
      cell: ({ batch }) => batch.location.code,
    },
    {
      key: 'intake',
      title: t`Intake`,
      width: '7rem',
      isFigure: true,
      isWide: true,
      cell: ({ batch }) => format.number(batch.intakeQuantity),
    },
    {
      key: 'left',
      title: t`Left`,
      width: '7rem',
      isFigure: true,
      cell: ({ quantity }) => `${format.number(quantity)} ${unit}`,
    },
  ];
}
