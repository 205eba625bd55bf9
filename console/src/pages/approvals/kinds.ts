import { useLingui } from '@lingui/react/macro';
import type { Adjustment, Item } from './approvals';

/** What is asked of whoever decides, in the reader's words. */
export function useKinds(): Record<Item['kind'], string> {
  const { t } = useLingui();
  return {
    ADJUSTMENT: t`Adjustment`,
    COMPLETE: t`Approved, not carried out`,
    STOCK_COUNT: t`Blind count`,
    TRANSFER: t`Transfer`,
    TRANSFER_SHORT: t`Close a transfer short`,
  };
}

/** The causes of adjustments, in the reader's words. */
export function useCauses(): Record<Adjustment['type'], string> {
  const { t } = useLingui();
  return {
    DAMAGE: t`Damage`,
    LOSS: t`Loss`,
    OTHER: t`Other cause`,
    RECOUNT: t`Recount`,
    RETURN: t`Return`,
    SAMPLE: t`Sample`,
    THEFT: t`Theft`,
  };
}
