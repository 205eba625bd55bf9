import { Failed } from '../states/states';
import { usePlaces } from './places';

/** Says in a form that the places could not be loaded, of which one is to be chosen. */
export function PlacesFailed() {
  const { error, retry } = usePlaces();
  return error ? <Failed error={error} retry={retry} /> : null;
}
