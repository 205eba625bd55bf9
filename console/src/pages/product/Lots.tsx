import { useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useFormat } from '../../format';
import { Typed } from '../../parts/Text';
import { Narrow, VirtualTable } from '../../parts/VirtualTable';
import { Notice } from '../../states/Notice';
import { Shown } from '../../states/states';
import { HoldTag } from '../lot/StatusTag';
import { lotsQuery } from './product';

/** What the maker made under one number, wherever it came in. */
export function Lots({ id, unit }: { id: string; unit: string }) {
  const { t } = useLingui();
  const format = useFormat();
  const lots = useQuery(lotsQuery(id));
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
              {
                key: 'lot',
                title: t`Lot`,
                cell: ({ id: lotId, lotNumber, expiryDate }) => (
                  <>
                    <Link to="/lots/$id" params={{ id: lotId }}>
                      <Typed>{lotNumber}</Typed>
                    </Link>
                    {expiryDate && <Narrow>{t`expires ${format.day(expiryDate)}`}</Narrow>}
                  </>
                ),
              },
              {
                key: 'status',
                title: t`Status`,
                width: '8rem',
                cell: ({ status }) => <HoldTag status={status} />,
              },
              {
                key: 'expiry',
                title: t`Expires`,
                width: '8rem',
                isWide: true,
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
