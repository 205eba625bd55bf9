import { ask } from '../../api/api';
import { queryClient } from '../../api/query';
import { CANCEL } from '../transfer/queries';
import { APPROVE as APPROVE_TRANSFER } from '../transfers/queries';
import { transferChanged } from '../transfers/transfers';
import { adjustmentQuery, balanceQuery, type Item } from './approvals';
import {
  APPROVE_ADJUSTMENT,
  APPROVE_SHORT,
  COMPLETE_ADJUSTMENT,
  POST_COUNT,
  REJECT_ADJUSTMENT,
  REJECT_SHORT,
} from './queries';

// Each of these is refused once it is done, so that none needs an idempotency key.

/** The last movement that the reader was shown: where more has moved since, the change is refused. */
function sequenceShown(id: string): number | null {
  const adjustment = queryClient.getQueryData(adjustmentQuery(id).queryKey)?.adjustment;
  const shown = adjustment && queryClient.getQueryData(balanceQuery(adjustment).queryKey);
  return shown?.movements.nodes[0]?.sequence ?? null;
}

/** Approves what waits; an adjustment is carried out at once, a count is posted with a reason. */
export function approve({ id, kind }: Item, reason = ''): Promise<unknown> {
  const sequence = sequenceShown(id);
  if (kind === 'ADJUSTMENT') return ask(APPROVE_ADJUSTMENT, { id, sequence });
  if (kind === 'COMPLETE') return ask(COMPLETE_ADJUSTMENT, { id, sequence });
  if (kind === 'TRANSFER') return ask(APPROVE_TRANSFER, { id });
  if (kind === 'STOCK_COUNT') return ask(POST_COUNT, { id, reason });
  return ask(APPROVE_SHORT, { id });
}

export function reject({ id, kind }: Item, reason: string): Promise<unknown> {
  if (kind === 'TRANSFER') return ask(CANCEL, { id, reason });
  if (kind === 'TRANSFER_SHORT') return ask(REJECT_SHORT, { id, reason });
  return ask(REJECT_ADJUSTMENT, { id, reason });
}

/** What was decided, by whomever: everything that shows it is asked for again. */
export async function decided(): Promise<void> {
  const also = ['balance', 'adjustment-to-decide', 'transfer-to-decide', 'count-to-decide'];
  await Promise.all([
    transferChanged(),
    ...also.map((name) => queryClient.invalidateQueries({ queryKey: [name] })),
  ]);
}
