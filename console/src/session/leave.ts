import { queryClient } from '../api/query';
import { place } from '../place';
import { signOut } from './sign-in';

/** Where counted figures are kept until they are sent. */
const COUNTING = 'bincard-counting';

/** Empties what the browser kept of a person: an open connection to it closes by itself. */
function forgetCounted(): Promise<void> {
  return new Promise((resolve) => {
    const request = indexedDB.deleteDatabase(COUNTING);
    request.onsuccess = request.onerror = () => resolve();
  });
}

/** How many counted figures have not been sent. */
export async function unsentFigures(): Promise<number> {
  const known = await indexedDB.databases();
  if (!known.some(({ name }) => name === COUNTING)) return 0;
  const { unsent } = await import('../counting/queue');
  return unsent();
}

/** Ends the session, and forgets what this browser was shown and has kept. */
export async function leave(): Promise<void> {
  await signOut();
  await forgetCounted();
  queryClient.clear();
  location.assign(`${place.base}/sign-in`);
}
