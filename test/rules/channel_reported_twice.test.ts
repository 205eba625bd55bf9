import { ruleSuite } from './suite';

const figure = (s: { tenant: string; product: string }, channel = 'site') =>
  `insert into inventory.channel_stock (tenant_id, channel, product_id, quantity, reported_at, reported_by)
   values ('${s.tenant}', '${channel}', '${s.product}', 1, now(), 'tester')`;

ruleSuite('channel_reported_twice', {
  accepted: (s) => `${figure(s)}; ${figure(s, 'market')}`,
  attacks: [
    { by: 'a second figure', sql: (s) => `${figure(s)}; ${figure(s)}` },
    { by: 'one in another case', sql: (s) => `${figure(s)}; ${figure(s, ' Site')}` },
  ],
  noGraphql: 'reportChannelStock replaces the figure',
});
