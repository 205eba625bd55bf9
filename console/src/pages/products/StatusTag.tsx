import { useLingui } from '@lingui/react/macro';
import { Tag } from '../../parts/Text';

/** What a product's statuses are called. */
export function useStatusNames() {
  const { t } = useLingui();
  return { ACTIVE: t`Active`, INACTIVE: t`Inactive`, ARCHIVED: t`Archived` };
}

/** A product's status in the reader's words. */
export function StatusTag({ status }: { status: 'ACTIVE' | 'INACTIVE' | 'ARCHIVED' }) {
  const names = useStatusNames();
  return <Tag tone={status === 'ACTIVE' ? 'good' : 'plain'}>{names[status]}</Tag>;
}
