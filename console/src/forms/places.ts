import { useQuery } from '@tanstack/react-query';
import { query } from '../api/query';
import { PLACES } from './queries';

const placesQuery = { ...query('places', PLACES, {}), staleTime: 60_000 };

/** The places that goods can come to and leave, by name: not those that are switched off. */
export function usePlaces() {
  const { data, error, refetch } = useQuery(placesQuery);
  const all = data?.locations.filter(({ active }) => active) ?? [];
  return {
    places: [...all].sort((one, other) => one.name.localeCompare(other.name)),
    /** Why there are none, where they could not be loaded. */
    error: data ? null : error,
    retry: () => void refetch(),
  };
}
