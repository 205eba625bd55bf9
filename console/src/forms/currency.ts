import { useMe } from '../session/session';

/** The label of an amount of money with the tenant's currency, where there is one. */
export function useInCurrency(): (label: string) => string {
  const { currency } = useMe();
  return (label) => (currency ? `${label} (${currency})` : label);
}
