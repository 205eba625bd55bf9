import { useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { useFormat } from '../../format';
import { Tag, Typed } from '../../parts/Text';
import { VirtualTable } from '../../parts/VirtualTable';
import { Notice } from '../../states/Notice';
import { Shown } from '../../states/states';
import { lotsQuery } from './product';

const TONES = { ACTIVE: 'good', EXPIRED: 'bad', QUARANTINED: 'watch', RECALLED: 'bad' } as const;

/** What the maker made under one number, wherever it came in. */
export function Lots({ id, unit }: { id: string; unit: string }) {
  const { t } = useLingui();
  const format = useFormat();
  const lots = useQuery(lotsQuery(id));
  const names = {
    ACTIVE: t`Active`,
    EXPIRED: t`Expired`,
    QUARANTINED: t`Quarantined`,
    RECALLED: t`Recalled`,
  };
  return (
    <Shown of={lots} rows={5}>
      {({ product }) => {
        const rows = product?.lots.nodes ?? [];
        if (rows.length === 0) return <Notice icon="products" title={t`There are no lots yet`} />;
        return (
          <VirtualTable
            label={t`Lots`}
            rows={rows}
            keyOf={(lot) => lot.id}
            total={product?.lots.totalCount}
            columns={[
              { key: 'lot', title: t`Lot`, cell: (lot) => <Typed>{lot.lotNumber}</Typed> },
              {
                key: 'status',
                title: t`Status`,
                width: '8rem',
                cell: ({ status }) => <Tag tone={TONES[status]}>{names[status]}</Tag>,
              },
              {
                key: 'expiry',
                title: t`Expires`,
                width: '8rem',
                cell: ({ expiryDate }) => (expiryDate ? format.day(expiryDate) : '–'),
              },
              {
                key: 'onHand',
                title: t`On hand`,
                width: '7rem',
                isFigure: true,
                isWide: true,
                cell: (lot) => format.number(lot.onHand),
              },
              {
                key: 'available',
                title: t`Available`,
                width: '7rem',
                isFigure: true,
                cell: (lot) => `${format.number(lot.available)} ${unit}`,
              },
            ]}
          />
        );
      }}
    </Shown>
  );
}
