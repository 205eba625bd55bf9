import { Trans, useLingui } from '@lingui/react/macro';
import { useFormat } from '../../format';
import type { Suggestion } from './reorder';
import classes from './GroupPanel.module.css';

/** The figures that a suggestion comes from. The server has computed them. */
export function WhySoMuch({ suggestion }: { suggestion: Suggestion }) {
  const { t } = useLingui();
  const { number } = useFormat();
  const {
    available,
    onOrder,
    inTransit,
    minimum,
    maximum,
    everywhere,
    product,
    suggestedQuantity,
  } = suggestion;
  const { sold28, daysInStock28, sold90, daysInStock90, soldPerDay, daysOfCover, leadTimeDays } =
    suggestion;
  return (
    <div className={classes.why}>
      <p>
        <Trans>
          <strong>{number(available)}</strong> available + <strong>{number(onOrder)}</strong> on
          order + <strong>{number(inTransit)}</strong> in transit &lt;{' '}
          <strong>{number(minimum)}</strong>{' '}
        </Trans>
        {everywhere ? t`(reorder point, all places)` : t`(minimum of the place)`}
        {maximum !== null && ` · ${t`up to ${number(maximum)}`}`}
      </p>
      <p>
        <Trans>
          {number(sold28)} sold in {number(daysInStock28)} of 28 days in stock, {number(sold90)} in{' '}
          {number(daysInStock90)} of 90: {number(soldPerDay)} a day
        </Trans>
      </p>
      <p>
        {daysOfCover !== null && <Trans>lasts {number(daysOfCover)} days</Trans>}
        {daysOfCover !== null && leadTimeDays !== null && ' · '}
        {leadTimeDays !== null && <Trans>comes in {number(leadTimeDays)} days</Trans>}
        {(daysOfCover !== null || leadTimeDays !== null) && ' · '}
        <Trans>
          to order: {number(suggestedQuantity)} {product.baseUnit}
        </Trans>
      </p>
    </div>
  );
}
