import { useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useFormat } from '../../format';
import { Typed } from '../../parts/Text';
import { Narrow, VirtualTable } from '../../parts/VirtualTable';
import { Notice } from '../../states/Notice';
import { Shown } from '../../states/states';
import { batchesQuery } from './product';

/** Batches in stock in the order in which sales take them: by expiry date, none last, then by when they came. */
export function Batches({ id, unit }: { id: string; unit: string }) {
  const { t } = useLingui();
  const format = useFormat();
  const batches = useQuery(batchesQuery(id));
  return (
    <Shown of={batches} rows={5}>
      {({ product }) => {
        const rows = [...(product?.batches.nodes ?? [])].sort((one, other) => {
          const byDay = (one.expiryDate ?? '9').localeCompare(other.expiryDate ?? '9');
          return byDay || one.receivedAt.localeCompare(other.receivedAt);
        });
        if (rows.length === 0) return <Notice icon="products" title={t`Nothing is in stock`} />;
        return (
          <VirtualTable
            label={t`Batches, in the order in which they are sold`}
            rows={rows}
            keyOf={(batch) => batch.id}
            total={product?.batches.totalCount}
            columns={[
              {
                key: 'lot',
                title: t`Lot`,
                cell: ({ id: batchId, batchNumber, expiryDate }) => (
                  <>
                    <Link to="/batches/$id" params={{ id: batchId }}>
                      <Typed>{batchNumber}</Typed>
                    </Link>
                    {expiryDate && <Narrow>{t`expires ${format.day(expiryDate)}`}</Narrow>}
                  </>
                ),
              },
              {
                key: 'expiry',
                title: t`Expires`,
                width: '8rem',
                isWide: true,
                cell: ({ expiryDate }) => (expiryDate ? format.day(expiryDate) : '–'),
              },
              {
                key: 'received',
                title: t`Received`,
                width: '11rem',
                isWide: true,
                cell: (batch) => format.time(batch.receivedAt),
              },
              {
                key: 'place',
                title: t`Received at`,
                width: '7rem',
                isWide: true,
                cell: (batch) => batch.location.code,
              },
              {
                key: 'intake',
                title: t`Intake`,
                width: '7rem',
                isFigure: true,
                isWide: true,
                cell: (batch) => format.number(batch.intakeQuantity),
              },
              {
                key: 'left',
                title: t`Left`,
                width: '7rem',
                isFigure: true,
                cell: (batch) => `${format.number(batch.remainingQuantity)} ${unit}`,
              },
            ]}
          />
        );
      }}
    </Shown>
  );
}
