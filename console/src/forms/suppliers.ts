import { useQuery } from '@tanstack/react-query';
import { query } from '../api/query';
import { SUPPLIERS } from './queries';

const suppliersQuery = query('suppliers', SUPPLIERS, {});

/** The suppliers that goods can be ordered from and come from: not those that are switched off. Undefined until they are loaded. */
export function useSuppliers() {
  const { data } = useQuery(suppliersQuery);
  return data?.suppliers.filter(({ active }) => active);
}
