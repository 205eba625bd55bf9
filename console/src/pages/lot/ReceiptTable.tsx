import { useLingui } from '@lingui/react/macro';
import { Link } from '@tanstack/react-router';
import { useFormat } from '../../format';
import { Tag, Typed } from '../../parts/Text';
import { VirtualTable } from '../../parts/VirtualTable';
import type { LotTrace } from './lot';

/** The deliveries that brought it. */
export function ReceiptTable({ receipts }: { receipts: LotTrace['receipts'] }) {
  const { t } = useLingui();
  const format = useFormat();
  return (
    <VirtualTable
      label={t`Receipts`}
      rows={receipts}
      keyOf={({ id }) => id}
      columns={[
        {
          key: 'when',
          title: t`When`,
          width: '12rem',
          cell: ({ id, receivedAt }) => (
            <Link to="/receipts/$id" params={{ id }}>
              {format.time(receivedAt)}
            </Link>
          ),
        },
        {
          key: 'supplier',
          title: t`Supplier`,
          isWide: true,
          cell: ({ supplier }) => supplier !== null && <Typed>{supplier}</Typed>,
        },
        {
          key: 'reference',
          title: t`Delivery note`,
          cell: ({ reference, voided }) => (
            <>
              {reference !== null && <Typed>{reference}</Typed>}{' '}
              {voided && <Tag tone="plain">{t`Voided`}</Tag>}
            </>
          ),
        },
      ]}
    />
  );
}
