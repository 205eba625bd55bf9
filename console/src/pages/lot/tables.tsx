import { useLingui } from '@lingui/react/macro';
import { Link } from '@tanstack/react-router';
import { useFormat } from '../../format';
import { BatchFigureLink } from '../product/FigureLink';
import { Typed } from '../../parts/Text';
import { VirtualTable } from '../../parts/VirtualTable';
import type { Part } from '../product/search';
import type { LotTrace } from './lot';
import { HoldTag } from './StatusTag';

const figure = { isFigure: true, width: '7rem' } as const;
const wide = { ...figure, isWide: true } as const;

/** What came to each place, what left it, and what is there. */
export function PlaceTable({ places }: { places: LotTrace['locations'] }) {
  const { t } = useLingui();
  const { number } = useFormat();
  return (
    <VirtualTable
      label={t`Places`}
      rows={places}
      keyOf={({ location }) => location.id}
      columns={[
        { key: 'place', title: t`Place`, cell: ({ location }) => <Typed>{location.name}</Typed> },
        { ...wide, key: 'in', title: t`Arrived`, cell: (row) => number(row.transferredInQuantity) },
        { ...wide, key: 'out', title: t`Sent`, cell: (row) => number(row.transferredOutQuantity) },
        {
          ...figure,
          key: 'sold',
          title: t`Sold`,
          width: '5rem',
          cell: (row) => number(row.soldQuantity),
        },
        { ...wide, key: 'back', title: t`Came back`, cell: (row) => number(row.refundedQuantity) },
        { ...figure, key: 'now', title: t`In stock`, cell: (row) => number(row.quantity) },
      ]}
    />
  );
}

type LotBatch = LotTrace['lot']['batches'][0];

/** A figure of a batch, and the way to the movements that it is made of. */
const linked = (figureOf: (row: LotBatch) => string, part?: Part) => (row: LotBatch) => (
  <BatchFigureLink batch={row.id} part={part}>
    {figureOf(row)}
  </BatchFigureLink>
);

/** Its batches: one for each time that it came in. */
export function BatchTable({ batches }: { batches: LotTrace['lot']['batches'] }) {
  const { t } = useLingui();
  const format = useFormat();
  const { number } = format;
  return (
    <VirtualTable
      label={t`Batches`}
      rows={batches}
      keyOf={({ id }) => id}
      columns={[
        {
          key: 'received',
          title: t`Received`,
          cell: ({ id, receivedAt }) => (
            <Link to="/batches/$id" params={{ id }}>
              {format.time(receivedAt)}
            </Link>
          ),
        },
        {
          key: 'at',
          title: t`Received at`,
          width: '8rem',
          isWide: true,
          cell: (row) => row.location.code,
        },
        {
          key: 'status',
          title: t`Status`,
          width: '8rem',
          cell: ({ status }) => <HoldTag status={status} />,
        },
        {
          ...wide,
          key: 'intake',
          title: t`Intake`,
          cell: linked((row) => number(row.intakeQuantity), 'purchases'),
        },
        {
          ...wide,
          key: 'sold',
          title: t`Sold`,
          cell: linked((row) => number(row.soldQuantity), 'sales'),
        },
        {
          ...wide,
          key: 'adjusted',
          title: t`Adjusted`,
          cell: linked((row) => format.signed(row.adjustedQuantity), 'adjustments'),
        },
        {
          ...wide,
          key: 'expired',
          title: t`Written off`,
          cell: linked((row) => number(row.expiredQuantity), 'expired'),
        },
        {
          ...figure,
          key: 'left',
          title: t`Left`,
          width: '5rem',
          cell: linked((row) => number(row.remainingQuantity)),
        },
      ]}
    />
  );
}

/** The transfers that moved some of it. */
export function TransferTable({ transfers }: { transfers: LotTrace['transfers'] }) {
  const { t } = useLingui();
  const format = useFormat();
  return (
    <VirtualTable
      label={t`Transfers`}
      rows={transfers}
      keyOf={({ id }) => id}
      columns={[
        {
          key: 'when',
          title: t`When`,
          width: '12rem',
          cell: ({ id, requestedAt }) => (
            <Link to="/transfers/$id" params={{ id }}>
              {format.time(requestedAt)}
            </Link>
          ),
        },
        { key: 'way', title: t`Way`, cell: ({ from, to }) => `${from.code} → ${to.code}` },
        {
          key: 'who',
          title: t`Who`,
          width: '11rem',
          isWide: true,
          cell: (row) => <Typed>{row.requestedBy}</Typed>,
        },
      ]}
    />
  );
}
