import type { ResultOf } from '@bincard/client';
import { again, query } from '../../api/query';
import { PLACES_AND_SUPPLIERS } from './queries';

type Answer = ResultOf<typeof PLACES_AND_SUPPLIERS>;
export type Place = Answer['locations'][0];
export type Supplier = Answer['suppliers'][0];

export const placesPageQuery = {
  ...query('places-and-suppliers', PLACES_AND_SUPPLIERS, {}),
  ...again,
};
