import { UNKNOWN_ID, writeOffSql } from './statements';
import { transferSql } from './transfer-statements';
import { endSql, runRowSql, runSql, sourceSql, withRun } from './sync-statements';
import { ruleSuite } from './suite';

ruleSuite('tenant_isolation', {
  accepted: (s) => `select 1 from inventory.products where tenant_id = '${s.tenant}'`,
  attacks: [
    {
      by: 'INSERT for another tenant',
      sql: () =>
        `insert into inventory.products (tenant_id, id, sku, name) values ('${UNKNOWN_ID}', inventory.uuid_v7(), 'Z', 'Z')`,
    },
    {
      by: 'INSERT without a tenant',
      sql: (s) =>
        `select set_config('app.tenant_id', '', true); insert into inventory.products (tenant_id, id, sku, name) values ('${s.tenant}', inventory.uuid_v7(), 'Z', 'Z')`,
    },
    {
      by: 'a transfer of another tenant',
      sql: (s) => transferSql({ ...s, tenant: UNKNOWN_ID }, []),
    },
    {
      by: 'a stock count of another tenant',
      sql: (s) =>
        `insert into inventory.stock_counts (tenant_id, id, location_id) values ('${UNKNOWN_ID}', inventory.uuid_v7(), '${s.location}')`,
    },
    {
      by: 'an expiry write-off of another tenant',
      sql: (s) => writeOffSql({ ...s, tenant: UNKNOWN_ID }),
    },
    {
      by: 'a sync source of another tenant',
      sql: (s) => sourceSql({ ...s, tenant: UNKNOWN_ID }),
    },
    {
      by: 'a sync run of another tenant',
      sql: (s) => runSql({ ...s, tenant: UNKNOWN_ID }, UNKNOWN_ID),
    },
    {
      by: "another tenant's end of a run",
      sql: (s) => withRun(s, (run) => endSql({ ...s, tenant: UNKNOWN_ID }, run)),
    },
    {
      by: "another tenant's row of a run",
      sql: (s) => withRun(s, (run) => runRowSql({ ...s, tenant: UNKNOWN_ID }, run)),
    },
  ],
  noGraphql: 'a request has the tenant of its token alone',
});
