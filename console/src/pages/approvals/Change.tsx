import { useLingui } from '@lingui/react/macro';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useFormat } from '../../format';
import { Typed } from '../../parts/Text';
import type { Adjustment } from './approvals';
import classes from './ApprovalsPage.module.css';

// What would change is worked out here to be read, and nowhere else: the ledger computes what it writes by itself.

/** A figure before and after, with what it is of. */
export function Change(props: { of: ReactNode; before: number | undefined; change: number }) {
  const { of, before, change } = props;
  const { t } = useLingui();
  const format = useFormat();
  if (before === undefined) {
    return (
      <div className={classes.change}>
        <dt>{of}</dt>
        <dd>{format.signed(change)}</dd>
      </div>
    );
  }
  const after = before + change;
  return (
    <div className={classes.change}>
      <dt>{of}</dt>
      <dd>
        <span aria-label={t`from ${format.number(before)} to ${format.number(after)}`} role="img">
          {format.number(before)} <i>→</i>{' '}
          <strong data-tone={after < 0 ? 'bad' : undefined}>{format.number(after)}</strong>
        </span>{' '}
        <small>({format.signed(change)})</small>
      </dd>
    </div>
  );
}

export function Product({ product }: { product: Adjustment['batch']['product'] }) {
  return (
    <Link to="/products/$id" params={{ id: product.id }} className={classes.product}>
      <Typed lines={2}>{product.name}</Typed>
    </Link>
  );
}
