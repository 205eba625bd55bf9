import { useLingui } from '@lingui/react/macro';
import type { MovementKind } from './search';

/** What moved, in the reader's words. */
export function useKinds(): Record<MovementKind, string> {
  const { t } = useLingui();
  return {
    RECEIPT: t`Received`,
    RECEIPT_VOID: t`Receipt voided`,
    INTAKE_CORRECTION: t`Intake corrected`,
    SALE: t`Sold`,
    SALE_VOID: t`Sale voided`,
    REFUND: t`Came back`,
    ADJUSTMENT: t`Adjusted`,
    COUNT: t`Counted`,
    TRANSFER_IN: t`Arrived`,
    TRANSFER_OUT: t`Sent`,
    EXPIRY: t`Written off`,
    ASSEMBLY_OUT: t`Put into sets`,
    ASSEMBLY_VOID: t`Back from sets`,
  };
}
