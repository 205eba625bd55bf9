import { saleSql } from './statements';
import { throughTrigger } from './writers';
import { ruleSuite } from './suite';

ruleSuite('stock_written_outside_ledger', {
  accepted: (s) => saleSql(s, [{}]),
  appRefusedBy: 'privilege',
  attacks: [
    {
      by: 'UPDATE of stock_levels',
      sql: () => `update inventory.stock_levels set on_hand = on_hand + 1`,
    },
    {
      by: 'UPDATE of what is reserved',
      sql: () => `update inventory.stock_levels set reserved = 0`,
    },
    {
      by: 'UPDATE of how long it is reserved',
      sql: () => `update inventory.stock_levels set reserved_until = now()`,
    },
    { by: 'DELETE from stock_levels', sql: () => `delete from inventory.stock_levels` },
    {
      by: 'INSERT into stock_levels',
      sql: () => `insert into inventory.stock_levels select * from inventory.stock_levels`,
    },
    {
      by: 'upsert into stock_levels',
      sql: () =>
        `insert into inventory.stock_levels select * from inventory.stock_levels on conflict do nothing`,
    },
    {
      by: 'TRUNCATE of stock_levels',
      sql: () => `truncate inventory.stock_levels cascade`,
      as: ['owner'],
    },
    {
      by: 'UPDATE of batch_stock',
      sql: () => `update inventory.batch_stock set quantity = quantity + 1`,
    },
    {
      by: 'UPDATE of an expiry date',
      sql: () => `update inventory.batch_stock set expiry_date = null`,
    },
    { by: 'UPDATE of a hold', sql: () => `update inventory.batch_stock set held = true` },
    { by: 'DELETE from batch_stock', sql: () => `delete from inventory.batch_stock` },
    {
      by: 'INSERT into batch_stock',
      sql: () => `insert into inventory.batch_stock select * from inventory.batch_stock`,
    },
    {
      by: 'upsert into batch_stock',
      sql: () =>
        `insert into inventory.batch_stock select * from inventory.batch_stock on conflict do nothing`,
    },
    {
      by: 'TRUNCATE of batch_stock',
      sql: () => `truncate inventory.batch_stock cascade`,
      as: ['owner'],
    },
    {
      by: 'UPDATE of daily_stock',
      sql: () => `update inventory.daily_stock set sales = sales + 1`,
    },
    { by: 'DELETE from daily_stock', sql: () => `delete from inventory.daily_stock` },
    {
      by: 'INSERT into daily_stock',
      sql: () => `insert into inventory.daily_stock select * from inventory.daily_stock`,
    },
    {
      by: 'upsert into daily_stock',
      sql: () =>
        `insert into inventory.daily_stock select * from inventory.daily_stock on conflict do nothing`,
    },
    {
      by: 'TRUNCATE of daily_stock',
      sql: () => `truncate inventory.daily_stock cascade`,
      as: ['owner'],
    },
    ...[
      'stock_levels set on_hand = on_hand',
      'batch_stock set quantity = quantity',
      'daily_stock set sales = sales',
    ].map((change) => ({
      by: `UPDATE by a trigger of the owner: ${change.split(' ')[0]}`,
      sql: () => throughTrigger(`update inventory.${change} + 1555`),
      as: ['owner' as const],
    })),
    {
      by: 'COPY',
      sql: (s) =>
        `copy inventory.stock_levels (tenant_id, product_id, location_id, on_hand) from program 'echo ${s.tenant},${s.product},${s.otherLocation},5' csv`,
      as: ['super'],
    },
  ],
  noGraphql: 'no field of the API writes stock',
  bearing: { attack: 0, as: 'owner' },
});
