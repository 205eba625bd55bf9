import { Button } from '@mantine/core';
import { Trans, useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useFormat } from '../../format';
import { Icon } from '../../parts/Icon';
import { Typed } from '../../parts/Text';
import { Narrow, VirtualTable, type Column } from '../../parts/VirtualTable';
import { Notice } from '../../states/Notice';
import { Shown } from '../../states/states';
import { HoldTag } from '../lot/StatusTag';
import { inOrderOfSale, inState, type BatchLine } from './batch-lines';
import { PlaceSelect } from './PlaceSelect';
import { batchesQuery, type Product } from './product';
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
  const found = useQuery(batchesQuery(product.id, place ?? null));
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
        {({ stockValue }) => {
          const rows = inOrderOfSale(inState(stockValue.lines, state, level));
          if (rows.length === 0) return <Notice icon="products" title={t`Nothing is in stock`} />;
          // The sums are the server's: of the place, or of what of it is expired or on hold.
          const sum = !state
            ? stockValue.quantity
            : state === 'expired'
              ? level?.expired
              : level?.quarantined;
          return (
            <>
              {sum !== undefined && (
                <p className={classes.sum}>
                  <Trans>
                    Together {format.number(sum)} {product.baseUnit}
                  </Trans>
                </p>
              )}
              <VirtualTable
                label={t`Batches, in the order in which they are sold`}
                rows={rows}
                keyOf={({ key }) => key}
                columns={columns}
              />
            </>
          );
        }}
      </Shown>
    </>
  );
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
