import { useLingui } from '@lingui/react/macro';
import type { Place } from './places';

/** What each kind of place is called. */
export function useKindNames(): Record<Place['kind'], string> {
  const { t } = useLingui();
  return {
    STOREFRONT: t`Storefront: sells to customers`,
    WAREHOUSE: t`Warehouse: keeps goods`,
    QUARANTINE: t`Quarantine: keeps goods that are not sold`,
  };
}
