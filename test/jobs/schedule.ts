import pino from 'pino';
import { syncTenants } from '../../src/jobs/sync';
import { SyncService } from '../../src/sync/service';
import { reel } from '../sync/reels';
import { switchOn } from '../sync/switched-on';
import { openSyncServer, type SyncServer } from '../sync/sync-server';

export const UPDATE =
  'mutation ($input: UpdateSyncSourceInput!) { updateSyncSource(input: $input) { id } }';

export interface Line {
  readonly msg: string;
  readonly level: number;
  readonly [field: string]: unknown;
}

/** The scheduled sync of a worker, run one tick at a time. */
export interface Schedule {
  readonly sync: SyncServer;
  /** The lines of the log. */
  readonly lines: Line[];
  /** Runs the sources that are due, as the worker does each minute. With a service of its own it is another worker. */
  tick(signal?: AbortSignal, service?: SyncService): Promise<void>;
  /** Creates a source with so many reels, switched on unless `enabled` is false. */
  createSource(count: number, more?: object): Promise<{ id: string; file: string; keys: string[] }>;
  /** The runs of a source that were not dry runs, oldest first. */
  runs(id: string): Promise<{ direction: string; failure: string | null }[]>;
  /** Minutes from the end of the last run to the next one, and how many failed. */
  stateOf(id: string): Promise<{ minutes: number; failures: number; due: boolean }>;
  makeDue(id: string): Promise<unknown>;
  close(): Promise<void>;
}

export async function openSchedule(): Promise<Schedule> {
  const sync = await openSyncServer();
  const own = new SyncService(sync.database.url, sync.folder);
  const lines: Line[] = [];
  const write = (line: string) => lines.push(JSON.parse(line) as Line);
  const logger = pino({ level: 'info' }, { write });
  const never = new AbortController().signal;
  const { owner, app } = sync.database.pools;
  let next = 0;
  return {
    ...{ sync, lines },
    tick: (signal = never, service = own) => syncTenants({ owner, app }, service, logger, signal),
    createSource: async (count, more = {}) => {
      const reels = Array.from({ length: count }, () => reel(next++));
      const name = `from-${reels[0]!.reel_number}.db`;
      const file = sync.reels(name, reels);
      const id = await sync.source({ path: name, ...more });
      if (!('enabled' in more)) await switchOn(sync.shop.call, id);
      return { id, file, keys: reels.map(({ reel_number }) => reel_number!) };
    },
    runs: (id) =>
      sync.rows(
        `select r.direction, r.trigger, r.actor, e.failure, e.created::int, e.exported::int
         from inventory.sync_runs r left join inventory.sync_run_ends e on e.run_id = r.id
         where r.source_id = $1 and not r.dry_run order by r.id`,
        [id],
      ),
    stateOf: async (id) =>
      (
        await sync.rows<{ minutes: number; failures: number; due: boolean }>(
          `select extract(epoch from next_run_at - last_run_at)::int / 60 as minutes, failures, next_run_at <= now() as due
           from inventory.sync_sources where id = $1`,
          [id],
        )
      )[0]!,
    makeDue: (id) =>
      sync.rows('update inventory.sync_sources set next_run_at = now() where id = $1', [id]),
    close: async () => {
      await own.close();
      await sync.close();
    },
  };
}

/** A scheduled run that was completed. */
export function completed(direction: string, more: object = {}): object {
  return { direction, trigger: 'SCHEDULED', actor: 'worker', failure: null, ...more };
}
