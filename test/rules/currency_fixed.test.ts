import { asTenant, createTenant, createTestDatabase } from '../support/database';
import type { TestShop } from '../support/shop';
import { costSql } from './cost-statements';
import { receiptSql } from './statements';
import { ruleSuite } from './suite';

const currencySql = (s: TestShop, code: string) =>
  `update inventory.tenants set currency = '${code}' where id = '${s.tenant}';`;

ruleSuite('currency_fixed', {
  // A tenant without a currency gets one whatever there is: it says what the amounts are in.
  accepted: (s) => receiptSql(s, [{ cost: 1 }]) + currencySql(s, 'GHS') + currencySql(s, 'GHS'),
  attacks: [
    {
      by: 'another one once a batch has a cost',
      sql: (s) => currencySql(s, 'EUR') + receiptSql(s, [{ cost: 1 }]) + currencySql(s, 'USD'),
    },
    {
      by: 'another one once a cost was added',
      sql: (s) => currencySql(s, 'EUR') + costSql(s, { batch: s.batch }) + currencySql(s, 'USD'),
    },
    {
      by: 'none any more',
      sql: (s) =>
        currencySql(s, 'EUR') +
        receiptSql(s, [{ cost: 1 }]) +
        `update inventory.tenants set currency = null where id = '${s.tenant}';`,
    },
  ],
  graphql: {
    query: `mutation ($currency: String) { updateSettings(input: { currency: $currency }) { currency } }`,
    before: async (s) => {
      await s.call('update_settings', { currency: 'EUR' });
      await s.call('add_batch_cost', { batchId: s.batch, amount: '1', reason: 'freight' });
    },
    variables: () => ({ currency: 'USD' }),
    details: () => ({ field: 'input.currency', currency: 'USD', current: 'EUR' }),
  },
  bearing: { attack: 0, as: 'owner' },
});

it('another currency is taken while nothing has a cost', async () => {
  const database = await createTestDatabase();
  try {
    const tenant = await createTenant(database, 'empty');
    const { rows } = await asTenant(database.pools.app, tenant, async (client) => {
      for (const currency of ['EUR', 'USD']) {
        await client.query('update inventory.tenants set currency = $2 where id = $1', [
          tenant,
          currency,
        ]);
      }
      return client.query<{ currency: string }>('select currency from inventory.tenants');
    });
    expect(rows).toEqual([{ currency: 'USD' }]);
  } finally {
    await database.drop();
  }
});
