import { addDays, earliestZone, latestZone } from '../support/days';
import type { TestShop } from '../support/shop';
import { dayClosed, saleSql } from './statements';
import { ruleSuite } from './suite';

const zoneSql = (s: TestShop, zone: string) =>
  `update inventory.tenants set time_zone = '${zone}' where id = '${s.tenant}';`;

/** It is noon in the shop's zone, whose date is that of UTC. In the morning of UTC the latest zone has the day before. */
const isDayBefore = (now = new Date()) =>
  now.toLocaleDateString('sv-SE', { timeZone: latestZone(now) }) < now.toISOString().slice(0, 10);

/** Stock has moved on a day that has not begun in the zone that is asked for. */
const backToYesterday = (s: TestShop) =>
  isDayBefore()
    ? zoneSql(s, latestZone())
    : zoneSql(s, earliestZone()) + saleSql(s, [{}]) + zoneSql(s, 'UTC');

ruleSuite('time_zone_fixed', {
  accepted: (s) => zoneSql(s, 'utc') + saleSql(s, [{}]) + zoneSql(s, earliestZone()),
  attacks: [
    { by: 'a zone in which the last day has not begun', sql: backToYesterday },
    {
      by: 'a zone after a day was closed',
      sql: (s) => `${dayClosed(s, -1)}; ${zoneSql(s, earliestZone())}`,
    },
    {
      by: 'an upsert',
      sql: (s) =>
        `${dayClosed(s, -1)}; insert into inventory.tenants (id, code, name) values ('${s.tenant}', 'x', 'x')
         on conflict (id) do update set time_zone = '${earliestZone()}'`,
      as: ['owner'],
    },
  ],
  graphql: {
    query: `mutation ($zone: String) { updateSettings(input: { timeZone: $zone }) { timeZone } }`,
    before: (s) => s.call('close_day', { businessDate: addDays(s.today, -1) }),
    variables: () => ({ zone: 'Asia/Tokyo' }),
    details: (s) => ({
      ...{ field: 'input.timeZone', timeZone: 'Asia/Tokyo', lastClosed: addDays(s.today, -1) },
    }),
  },
  bearing: { attack: 1, as: 'owner' },
});
