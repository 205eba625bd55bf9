import { useLingui } from '@lingui/react/macro';
import { Link } from '@tanstack/react-router';
import { useFormat } from '../../format';
import { usePartNames } from '../product/part-names';
import type { Part } from '../product/search';
import type { Batch } from './batch';
import equation from '../product/Why.module.css';
import classes from './BatchPage.module.css';

/** What is left, from what came in and all that moved, each the way to its movements; the server has added it up. */
export function Equation({ batch }: { batch: Batch }) {
  const { t } = useLingui();
  const format = useFormat();
  const names = usePartNames();
  const less = (value: number) => `−${format.number(value)}`;
  const terms: readonly (readonly [Part, number, string])[] = [
    ['refunds', batch.refundedQuantity, `+${format.number(batch.refundedQuantity)}`],
    ['transfersIn', batch.transferredInQuantity, `+${format.number(batch.transferredInQuantity)}`],
    ['transfersOut', batch.transferredOutQuantity, less(batch.transferredOutQuantity)],
    ['sales', batch.soldQuantity, less(batch.soldQuantity)],
    ['expired', batch.expiredQuantity, less(batch.expiredQuantity)],
    ['adjustments', batch.adjustedQuantity, format.signed(batch.adjustedQuantity)],
  ];
  const shown = terms.filter(([, value]) => value !== 0);
  // The movements of a voided receipt add up to nothing; the batch keeps what it was for.
  const received = batch.status === 'VOIDED' ? 0 : batch.intakeQuantity;
  return (
    <dl className={`${equation.equation} ${classes.equation}`}>
      <div className={equation.total}>
        <dt>{t`left`}</dt>
        <dd>
          {format.number(batch.remainingQuantity)} {batch.product.baseUnit}
        </dd>
      </div>
      {([['purchases', received, format.number(received)], ...shown] as const).map(
        ([part, , figure]) => (
          <div key={part}>
            <dt>
              <Link
                to="/batches/$id"
                params={{ id: batch.id }}
                search={{ part }}
                resetScroll={false}
              >
                {names[part]}
              </Link>
            </dt>
            <dd>{figure}</dd>
          </div>
        ),
      )}
    </dl>
  );
}
