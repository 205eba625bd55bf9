import { useLingui } from '@lingui/react/macro';
import type { Part } from './search';

/** Names of what a figure is made of, as they stand in an equation. */
export function usePartNames(): Record<Part, string> {
  const { t } = useLingui();
  return {
    purchases: t`received`,
    sales: t`sold`,
    refunds: t`came back`,
    adjustments: t`adjusted and counted`,
    transfersIn: t`came by transfer`,
    transfersOut: t`left by transfer`,
    expired: t`written off`,
  };
}
