import { useLingui } from '@lingui/react/macro';
import { Tag } from '../../parts/Text';

/** A product's status in the reader's words. */
export function StatusTag({ status }: { status: 'ACTIVE' | 'INACTIVE' | 'ARCHIVED' }) {
  const { t } = useLingui();
  const names = { ACTIVE: t`Active`, INACTIVE: t`Inactive`, ARCHIVED: t`Archived` };
  return <Tag tone={status === 'ACTIVE' ? 'good' : 'plain'}>{names[status]}</Tag>;
}
