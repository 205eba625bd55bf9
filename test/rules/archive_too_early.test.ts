import { addDays } from '../support/days';
import type { TestShop } from '../support/shop';
import { archiveSql, pastSql } from './statements';
import { ruleSuite } from './suite';

/** A webhook that is to be told of some events. Its position is before what this transaction writes. */
const webhook = (s: TestShop, event: string) =>
  `insert into inventory.webhooks (tenant_id, id, url, events)
   values ('${s.tenant}', inventory.uuid_v7(), 'https://example.com/hook', '{${event}}');`;

// The goods of a transfer are in transit in test/archive/after-drop.test.ts: a transfer is of the day on which it is written.
ruleSuite('archive_too_early', {
  accepted: (s) =>
    `${webhook(s, 'stock.low')} ${webhook(s, 'movement.transfer')} ${pastSql(s)} ${archiveSql(s, -2)}`,
  attacks: [
    {
      by: 'days of which a webhook was sent nothing',
      sql: (s) => `${webhook(s, 'movement.sale')} ${pastSql(s)} ${archiveSql(s, -2)}`,
    },
    {
      by: 'days of which a webhook was not sent the beginning',
      sql: (s) => `${webhook(s, 'movement.receipt')} ${pastSql(s)} ${archiveSql(s, -3)}`,
    },
    {
      by: 'a dry run',
      sql: (s) =>
        `${webhook(s, 'movement.sale')} ${pastSql(s)}
         select inventory.move_out('${s.identity}', (select jsonb_build_object('businessDate', c.business_date,
           'fileHash', repeat('00', 32), 'checkpointHash', encode(c.hash, 'hex'), 'movements', c.movements)
           from inventory.closed_days c where c.business_date = '${addDays(s.today, -2)}'))`,
    },
  ],
  noGraphql: 'the command line alone archives: the server does not have the file',
});
