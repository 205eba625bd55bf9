import { useSyncExternalStore } from 'react';

// Whether the server answers: what was asked last says so, and the device where it has no network.

let lostSince: Date | undefined;
const listeners = new Set<() => void>();

function say(since: Date | undefined): void {
  if ((since === undefined) === (lostSince === undefined)) return; // it was lost earlier, or it was there all the time
  lostSince = since;
  for (const tell of listeners) tell();
}

export const answered = (): void => say(undefined);
export const unanswered = (): void => say(new Date());

function follow(tell: () => void): () => void {
  listeners.add(tell);
  window.addEventListener('offline', unanswered);
  return () => {
    listeners.delete(tell);
    window.removeEventListener('offline', unanswered);
  };
}

/** Since when no answer comes; undefined while answers come. */
export const useLostSince = (): Date | undefined => useSyncExternalStore(follow, () => lostSince);
