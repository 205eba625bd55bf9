import { useLingui } from '@lingui/react/macro';

export const DISPOSITIONS = ['RESTOCK', 'QUARANTINE', 'SCRAP'] as const;

/** As what goods come back, in the reader's words. */
export function useDispositions(): Record<(typeof DISPOSITIONS)[number], string> {
  const { t } = useLingui();
  return { RESTOCK: t`Sell again`, QUARANTINE: t`Hold for inspection`, SCRAP: t`Scrap` };
}
