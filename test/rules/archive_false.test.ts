import { addDays } from '../support/days';
import { archiveSql, dayClosed, pastSql } from './statements';
import { asReplica, throughTrigger } from './writers';
import { ruleSuite } from './suite';

ruleSuite('archive_false', {
  accepted: (s) => `${pastSql(s)} ${archiveSql(s, -3)} ${archiveSql(s, -2)}`,
  attacks: [
    {
      by: 'a file with fewer movements',
      sql: (s) => `${pastSql(s)} ${archiveSql(s, -2, { movements: 'c.movements - 1' })}`,
    },
    {
      by: 'a file with more movements',
      sql: (s) => `${pastSql(s)} ${archiveSql(s, -2, { movements: 'c.movements + 1' })}`,
    },
    {
      by: 'a file of another checkpoint',
      sql: (s) => `${pastSql(s)} ${archiveSql(s, -2, { hash: `sha256('another')` })}`,
    },
    {
      by: 'the checkpoint of the day before',
      sql: (s) => `${pastSql(s)} ${archiveSql(s, -2, { hash: 'c.previous_hash' })}`,
    },
    {
      by: 'a hash that is no SHA-256',
      sql: (s) => `${pastSql(s)} ${archiveSql(s, -2, { file: `'\\x00'` })}`,
    },
    {
      by: 'the same days again',
      sql: (s) => `${pastSql(s)} ${archiveSql(s, -2)} ${archiveSql(s, -2)}`,
    },
    {
      by: 'days that are in an archive already',
      sql: (s) => `${pastSql(s)} ${archiveSql(s, -2)} ${archiveSql(s, -3)}`,
    },
    {
      by: 'a multi-row INSERT, of which the second follows nothing',
      sql: (s) =>
        `${pastSql(s)} insert into inventory.archives (tenant_id, business_date, file_hash, checkpoint_hash, movements)
         select c.tenant_id, c.business_date, sha256('file'), c.hash, c.day_movements
         from inventory.closed_days c order by c.business_date desc;`,
    },
    {
      by: 'an upsert',
      sql: (s) =>
        `${pastSql(s)} ${archiveSql(s, -2)} insert into inventory.archives (tenant_id, business_date, file_hash, checkpoint_hash, movements)
         select c.tenant_id, c.business_date, sha256('file'), c.hash, c.movements from inventory.closed_days c
         where c.business_date = '${addDays(s.today, -2)}' on conflict (tenant_id, business_date) do nothing`,
    },
    {
      by: 'INSERT by a trigger of the owner',
      sql: (s) =>
        `${pastSql(s)} ${throughTrigger(archiveSql(s, -2, { movements: '0' }).replace(/;$/, ''))}`,
      as: ['owner'],
    },
    {
      by: 'COPY of a file with no movements',
      sql: (s) =>
        `${pastSql(s)} copy inventory.archives (tenant_id, business_date, file_hash, checkpoint_hash, movements)
           from program 'echo ${s.tenant},${addDays(s.today, -2)},00,00,0' csv`,
      as: ['super'],
    },
    {
      by: 'the entry point',
      sql: (s) =>
        `${pastSql(s)} select inventory.move_out('${s.identity}', jsonb_build_object('businessDate', '${addDays(s.today, -2)}',
           'fileHash', repeat('00', 32), 'checkpointHash', repeat('00', 32), 'movements', 2, 'dryRun', false))`,
    },
    {
      by: 'its dry run',
      sql: (s) =>
        `${pastSql(s)} select inventory.move_out('${s.identity}', jsonb_build_object('businessDate', '${addDays(s.today, -2)}',
           'fileHash', repeat('00', 32), 'checkpointHash', repeat('00', 32), 'movements', 2))`,
    },
    {
      by: 'an anchor that was changed past its rules',
      sql: (s) =>
        `${pastSql(s)} ${asReplica('alter table inventory.chain_anchors disable trigger all; update inventory.chain_anchors set sold_quantity = sold_quantity + 1, adjusted_quantity = adjusted_quantity + 1')}
         ${archiveSql(s, -2)}`,
      as: ['super'],
    },
    {
      by: 'a movement that was changed past its rules',
      sql: (s) =>
        `${pastSql(s)} ${asReplica(`alter table inventory.movements disable trigger all; update inventory.movements set hash = sha256('forged') where business_date < '${s.today}'`)}
         ${archiveSql(s, -2)}`,
      as: ['super'],
    },
    {
      by: 'a movement that is missing',
      sql: (s) =>
        `${pastSql(s)} ${asReplica(`alter table inventory.movements disable trigger all; delete from inventory.movements where business_date = '${addDays(s.today, -2)}'`)}
         ${archiveSql(s, -2)}`,
      as: ['super'],
    },
  ],
  noGraphql: 'the command line alone archives: the server does not have the file',
  races: {
    'an archive': (s) =>
      // One of the sessions closes the day.
      `do $$ begin ${dayClosed(s, -1)}; exception when check_violation then null; end $$; ${archiveSql(s, -1)}`,
  },
});
