import { useLingui } from '@lingui/react/macro';
import { Tag } from '../../parts/Text';
import type { SALE_STATUSES } from './sales';

const TONES = {
  COMPLETED: 'good',
  PARTIALLY_REFUNDED: 'watch',
  REFUNDED: 'watch',
  VOIDED: 'plain',
} as const;

export function useSaleStatuses(): Record<(typeof SALE_STATUSES)[number], string> {
  const { t } = useLingui();
  return {
    COMPLETED: t`Completed`,
    PARTIALLY_REFUNDED: t`Partly refunded`,
    REFUNDED: t`Refunded`,
    VOIDED: t`Voided`,
  };
}

/** A sale's status in the reader's words. */
export function SaleStatusTag({ status }: { status: (typeof SALE_STATUSES)[number] }) {
  return <Tag tone={TONES[status]}>{useSaleStatuses()[status]}</Tag>;
}
