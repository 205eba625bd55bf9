import { ruleSuite } from './suite';

ruleSuite('idempotency_key_reused', {
  accepted: (s) =>
    `insert into inventory.idempotency_keys values ('${s.tenant}', 'fresh', 'x', '', '${s.sale}')`,
  attacks: [
    {
      by: 'INSERT',
      sql: (s) =>
        `insert into inventory.idempotency_keys values ('${s.tenant}', 'k-1', 'x', '', '${s.sale}')`,
    },
    {
      by: 'another body',
      sql: (s) =>
        `select inventory.record_sale('${s.identity}', '{"idempotencyKey": "k-1", "locationId": "${s.location}", "lines": []}')`,
    },
  ],
  graphql: {
    query: `mutation ($input: RecordSaleInput!) { recordSale(input: $input) { id } }`,
    variables: (s) => ({
      input: {
        locationId: s.location,
        idempotencyKey: 'k-1',
        lines: [{ productId: s.product, quantity: 2 }],
      },
    }),
    details: () => ({ idempotencyKey: 'k-1' }),
  },
  bearing: { attack: 0, as: 'owner' },
  race: true,
});
