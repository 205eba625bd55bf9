import { setTimeout as sleep } from 'node:timers/promises';

const SIGNALS = { SIGHUP: 1, SIGINT: 2, SIGTERM: 15 } as const;

/** Ends the process on a signal once `clean` is done, so that no server is left running. */
export function onSignals(clean: () => Promise<void>, interrupts: boolean): () => void {
  const handlers = Object.entries(SIGNALS).map(([signal, number]) => {
    const handler = () => {
      if (interrupts && signal === 'SIGINT') return;
      clean().then(
        () => process.exit(128 + number),
        () => process.exit(2),
      );
    };
    process.on(signal, handler);
    return () => process.off(signal, handler);
  });
  return () => handlers.forEach((remove) => remove());
}

/**
 * Closes a database that may still be opening, once it is open. What does not come to an end is left: ending at a signal
 * comes before it.
 */
export async function closeOpening(
  opening: Promise<{ close(): Promise<void> }> | undefined,
): Promise<void> {
  // Ctrl-C reaches initdb too, so opening may have failed for the same reason.
  const opened = opening?.catch(() => undefined);
  const late = sleep(OPENING_MS, undefined, { ref: false });
  await (await Promise.race([opened, late]))?.close();
}

/** How long opening a database may take after a signal. */
const OPENING_MS = 30_000;
