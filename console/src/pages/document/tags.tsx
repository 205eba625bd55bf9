import { useLingui } from '@lingui/react/macro';
import { Tag } from '../../parts/Text';
import type { Adjustment, Assembly } from './document';

/** Whether a receipt stands. */
export function ReceiptTag({ voided }: { voided: boolean }) {
  const { t } = useLingui();
  return voided ? <Tag tone="plain">{t`Voided`}</Tag> : <Tag tone="good">{t`Received`}</Tag>;
}

/** How far an adjustment has come. */
export function AdjustmentTag({ status }: { status: Adjustment['status'] }) {
  const { t } = useLingui();
  const names = {
    PENDING: t`To be approved`,
    APPROVED: t`Approved, not carried out`,
    COMPLETED: t`Carried out`,
    REJECTED: t`Rejected`,
  };
  const tones = {
    PENDING: 'watch',
    APPROVED: 'watch',
    COMPLETED: 'good',
    REJECTED: 'plain',
  } as const;
  return <Tag tone={tones[status]}>{names[status]}</Tag>;
}

/** Whether the sets of an assembly are still together. */
export function AssemblyTag({ status }: { status: Assembly['status'] }) {
  const { t } = useLingui();
  return status === 'VOIDED' ? (
    <Tag tone="plain">{t`Voided`}</Tag>
  ) : (
    <Tag tone="good">{t`Put together`}</Tag>
  );
}
