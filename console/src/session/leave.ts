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

const hasCounted = async (): Promise<boolean> =>
  (await indexedDB.databases()).some(({ name }) => name === COUNTING);

/** How many counted figures have not been sent. */
export async function unsentFigures(): Promise<number> {
  if (!(await hasCounted())) return 0;
  const { unsent } = await import('../counting/queue');
  return unsent();
}

/** Forgets the count that another person had open here. That person's figures stay until he or she signs in again. */
export async function forgetOthers(owner: string): Promise<void> {
  if (!(await hasCounted())) return;
  const { forgetSheet } = await import('../counting/queue');
  await forgetSheet((sheet) => sheet.owner !== owner);
}

/** Ends the session, and forgets what this browser was shown and has kept. */
export async function leave(): Promise<void> {
  await signOut();
  await forgetCounted();
  queryClient.clear();
  sessionStorage.clear();
  location.assign(`${place.base}/sign-in`);
}
