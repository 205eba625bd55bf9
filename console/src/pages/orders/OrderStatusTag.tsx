import { useLingui } from '@lingui/react/macro';
import { Tag } from '../../parts/Text';
import type { ORDER_STATUSES } from './orders';

type OrderStatus = (typeof ORDER_STATUSES)[number];

const TONES = {
  DRAFT: 'plain',
  ORDERED: 'watch',
  PARTIALLY_RECEIVED: 'watch',
  RECEIVED: 'good',
  CLOSED_SHORT: 'plain',
  CANCELLED: 'plain',
} as const;

export function useOrderStatuses(): Record<OrderStatus, string> {
  const { t } = useLingui();
  return {
    DRAFT: t`Draft`,
    ORDERED: t`Ordered`,
    PARTIALLY_RECEIVED: t`Partly received`,
    RECEIVED: t`Received`,
    CLOSED_SHORT: t`Closed short`,
    CANCELLED: t`Cancelled`,
  };
}

/** An order's status in the reader's words, and whether it is late. */
export function OrderStatusTag({ status, late }: { status: OrderStatus; late: boolean }) {
  const { t } = useLingui();
  const name = useOrderStatuses()[status];
  return (
    <>
      <Tag tone={TONES[status]}>{name}</Tag> {late && <Tag tone="bad">{t`late`}</Tag>}
    </>
  );
}
