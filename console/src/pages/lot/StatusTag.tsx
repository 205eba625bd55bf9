import { useLingui } from '@lingui/react/macro';
import { Tag } from '../../parts/Text';

const TONES = {
  ACTIVE: 'good',
  DEPLETED: 'plain',
  EXPIRED: 'bad',
  QUARANTINED: 'watch',
  RECALLED: 'bad',
  VOIDED: 'plain',
} as const;

/** The status of a lot or a batch in the reader's words. */
export function HoldTag({ status }: { status: keyof typeof TONES }) {
  const { t } = useLingui();
  const names = {
    ...{ ACTIVE: t`Active`, DEPLETED: t`Used up`, EXPIRED: t`Expired` },
    ...{ QUARANTINED: t`Quarantined`, RECALLED: t`Recalled`, VOIDED: t`Voided` },
  };
  return <Tag tone={TONES[status]}>{names[status]}</Tag>;
}
