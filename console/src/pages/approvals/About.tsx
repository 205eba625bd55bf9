import { useQuery } from '@tanstack/react-query';
import { Shown } from '../../states/states';
import { adjustmentQuery, countQuery, transferQuery } from './approvals';
import { AdjustmentEffect, CountEffect, Reason, ShortEffect, TransferEffect } from './Effects';

/** What an adjustment is about. */
export function OfAdjustment({ id }: { id: string }) {
  return (
    <Shown of={useQuery(adjustmentQuery(id))} rows={1}>
      {({ adjustment }) =>
        adjustment && (
          <>
            <AdjustmentEffect adjustment={adjustment} />
            <Reason>{adjustment.reason}</Reason>
          </>
        )
      }
    </Shown>
  );
}

/** What a transfer is about, or its closing. */
export function OfTransfer({ id, isShort }: { id: string; isShort: boolean }) {
  return (
    <Shown of={useQuery(transferQuery(id))} rows={1}>
      {({ transfer }) =>
        transfer &&
        (isShort ? <ShortEffect transfer={transfer} /> : <TransferEffect transfer={transfer} />)
      }
    </Shown>
  );
}

/** What a blind count found that is beyond the tolerance. */
export function OfCount({ id }: { id: string }) {
  return (
    <Shown of={useQuery(countQuery(id))} rows={1}>
      {({ stockCount }) => stockCount && <CountEffect count={stockCount} />}
    </Shown>
  );
}
