import { randomUUID } from 'node:crypto';
import type { TestShop } from '../support/shop';
import { CREATE_SOURCE, endSql, runSql, sourceInput, withSource } from './sync-statements';
import { ruleSuite } from './suite';

interface Look {
  readonly direction?: string;
  readonly dryRun?: boolean;
  /** Null: it has not ended. */
  readonly failure?: string | null;
  /** Between the dry run and the switch. */
  readonly edit?: string;
  /** After the switch. */
  readonly then?: string;
  readonly source?: (own: string) => string;
}

const EDIT = `update inventory.sync_sources set key_column = 'number';`;
const BACK = `update inventory.sync_sources set key_column = 'reel_number';`;

/** A source that is switched on by a dry run that was made of it. */
function switched(s: TestShop, look: Look = {}): string {
  const { direction = 'IMPORT', dryRun = true, failure, edit = '', then = '' } = look;
  const run = randomUUID();
  return withSource(
    s,
    (source) =>
      runSql(s, (look.source ?? String)(source), { id: run, direction, dryRun }) +
      (failure === null ? '' : endSql(s, run, 0, failure)) +
      `${edit} ${on(source, run)} ${then}`,
  );
}

const on = (source: string, run: string | null) =>
  `update inventory.sync_sources set enabled = true, dry_run_id = ${run === null ? 'null' : `'${run}'`} where id = '${source}';`;

ruleSuite('sync_dry_run_missing', {
  // An edit takes the switch back, which is no refusal; what a run does not read is edited freely.
  accepted: (s) =>
    switched(s, { then: EDIT }) +
    switched(s, {
      then: `update inventory.sync_sources set interval_minutes = 5, name = 'Renamed' where enabled;`,
    }),
  attacks: [
    { by: 'no dry run', sql: (s) => withSource(s, (source) => on(source, null)) },
    {
      by: 'INSERT',
      sql: (s) =>
        withSource(
          s,
          () => `insert into inventory.sync_sources (tenant_id, id, name, path, table_name, key_column, status_column,
              in_stock_values, sold_values, export_value, location_id, enabled)
            values ('${s.tenant}', inventory.uuid_v7(), 'On', 'on.db', 'reels', 'key', 'status', '{a}', '{b}', 'b', '${s.location}', true)`,
        ),
    },
    {
      by: 'an upsert',
      sql: (s) =>
        withSource(
          s,
          (
            source,
          ) => `insert into inventory.sync_sources (tenant_id, id, name, path, table_name, key_column, status_column,
              in_stock_values, sold_values, export_value, location_id)
            values ('${s.tenant}', '${source}', 'On', 'on.db', 'reels', 'key', 'status', '{a}', '{b}', 'b', '${s.location}')
            on conflict (tenant_id, id) do update set enabled = true`,
        ),
    },
    { by: 'a live run', sql: (s) => switched(s, { dryRun: false }) },
    { by: 'a dry run of the export', sql: (s) => switched(s, { direction: 'EXPORT' }) },
    { by: 'a dry run that has not ended', sql: (s) => switched(s, { failure: null }) },
    { by: 'one that failed', sql: (s) => switched(s, { failure: 'SYNC_FILE_MISSING' }) },
    { by: 'one of before an edit', sql: (s) => switched(s, { edit: EDIT }) },
    { by: 'one of before an edit and back', sql: (s) => switched(s, { edit: EDIT + BACK }) },
    {
      by: 'one of another source',
      sql: (s) => withSource(s, (other) => switched(s, { source: () => other })),
    },
    { by: 'no run', sql: (s) => withSource(s, (source) => on(source, randomUUID())) },
    {
      by: 'an edit and the switch in one statement',
      sql: (s) =>
        switched(s, {
          then: `update inventory.sync_sources set enabled = false;
            update inventory.sync_sources set enabled = true, key_column = 'number';`,
        }),
    },
    {
      by: 'a name without the switch',
      sql: (s) =>
        withSource(s, () => `update inventory.sync_sources set dry_run_id = '${randomUUID()}'`),
    },
    {
      by: 'a configuration to come',
      sql: (s) => {
        const run = randomUUID();
        return withSource(
          s,
          (source) =>
            `insert into inventory.sync_runs (tenant_id, id, source_id, direction, dry_run, configuration, trigger)
               values ('${s.tenant}', '${run}', '${source}', 'IMPORT', true, 2, 'MANUAL');` +
            endSql(s, run) +
            EDIT +
            on(source, run),
        );
      },
    },
  ],
  graphql: {
    query: CREATE_SOURCE,
    variables: (s) => sourceInput(s, { enabled: true }),
    details: () => ({ field: 'input.enabled' }),
  },
});
