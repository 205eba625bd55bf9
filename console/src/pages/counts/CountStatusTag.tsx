import { useLingui } from '@lingui/react/macro';
import { Tag } from '../../parts/Text';

/** A count's status in the reader's words. */
export function CountStatusTag(props: {
  status: 'OPEN' | 'POSTED' | 'CANCELLED';
  automatic: boolean;
}) {
  const { t } = useLingui();
  if (props.status === 'OPEN') return <Tag tone="watch">{t`Open`}</Tag>;
  if (props.status === 'CANCELLED') return <Tag tone="plain">{t`Cancelled`}</Tag>;
  return <Tag tone="good">{props.automatic ? t`Posted by itself` : t`Posted`}</Tag>;
}
