import { useLingui } from '@lingui/react/macro';
import type { LedgerPart } from './search';

/** Names of what a figure is made of, as they stand in an equation. */
export function usePartNames(): Record<LedgerPart, string> {
  const { t } = useLingui();
  return {
    purchases: t`received`,
    sales: t`sold`,
    refunds: t`came back`,
    adjustments: t`adjusted and counted`,
    transfersIn: t`came by transfer`,
    transfersOut: t`left by transfer`,
    transfers: t`moved by transfer`,
    sold: t`sold, less what came back`,
    expired: t`written off`,
  };
}
