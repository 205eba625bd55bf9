import { useLingui } from '@lingui/react/macro';
import { Tag } from '../../parts/Text';
import type { Transfer } from './transfer';

const TONES = {
  REQUESTED: 'watch',
  APPROVED: 'watch',
  DISPATCHED: 'watch',
  PARTIALLY_RECEIVED: 'watch',
  FULFILLED: 'good',
  CANCELLED: 'plain',
} as const;

/** A transfer's status in the reader's words. */
export function TransferStatusTag({ status }: { status: Transfer['status'] }) {
  const { t } = useLingui();
  const words = {
    REQUESTED: t`Waits for approval`,
    APPROVED: t`Waits to be sent`,
    DISPATCHED: t`On the way`,
    PARTIALLY_RECEIVED: t`Arrived in part`,
    FULFILLED: t`Done`,
    CANCELLED: t`Cancelled`,
  };
  return <Tag tone={TONES[status]}>{words[status]}</Tag>;
}
