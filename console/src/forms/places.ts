import { useQuery } from '@tanstack/react-query';
import { query } from '../api/query';
import { PLACES } from './queries';

const placesQuery = { ...query('places', PLACES, {}), staleTime: 60_000 };

const byName = (one: { name: string }, other: { name: string }) =>
  one.name.localeCompare(other.name);

/** Every place, by name: also those that are switched off. */
export function useAllPlaces() {
  const { data } = useQuery(placesQuery);
  return { places: [...(data?.locations ?? [])].sort(byName) };
}

/** The places that goods can come to and leave, by name: not those that are switched off. */
export function usePlaces() {
  const { data, error, refetch } = useQuery(placesQuery);
  const all = data?.locations.filter(({ active }) => active) ?? [];
  return {
    places: [...all].sort(byName),
    /** Why there are none, where they could not be loaded. */
    error: data ? null : error,
    retry: () => void refetch(),
  };
}
