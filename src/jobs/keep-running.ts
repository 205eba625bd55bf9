import { setTimeout as sleep } from 'node:timers/promises';
import type { Runner } from 'graphile-worker';
import type { Logger } from 'pino';
import { pause } from '../lifecycle/wait';

/**
 * Keeps a runner of graphile-worker running. One of its workers stops for good when it cannot record how a job ended,
 * because the database went away meanwhile: then a new runner is started.
 */
export async function keepRunning(
  start: () => Promise<Runner>,
  logger: Logger,
  stopping: AbortSignal,
): Promise<{ stop(): Promise<void> }> {
  let restarted = Promise.resolve();
  const begin = async (): Promise<Runner> => {
    const fresh = await start();
    fresh.promise.catch(() => undefined);
    let broken = false;
    fresh.events.on('worker:stop', ({ error }) => {
      if (!error || broken || stopping.aborted) return;
      broken = true; // its other workers may stop in the same way
      restarted = restart(fresh);
    });
    return fresh;
  };
  let runner = await begin();

  async function restart(ended: Runner): Promise<void> {
    // Not awaited: it may wait for a database session that is gone.
    ended.stop().catch(() => undefined);
    for (let attempt = 0; !stopping.aborted; attempt++) {
      try {
        await sleep(pause(attempt), undefined, { signal: stopping });
        runner = await begin();
        return logger.warn('the worker was started again');
      } catch (error) {
        if (!stopping.aborted) logger.error({ err: error }, 'the worker cannot start');
      }
    }
  }

  return {
    stop: async () => {
      await restarted;
      await runner.stop().catch(() => undefined); // it may have stopped by itself
    },
  };
}
