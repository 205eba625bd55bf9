import type { TestShop } from '../support/shop';
import { openAppLogin, type AppLogin } from './app-login';

// Raw SQL may set app.tenant_id at any moment: RETURNING before the triggers of its statement fire, a session before COMMIT.
// What the triggers then do not see must not pass for nothing.

describe('a tenant that is exchanged on the way', () => {
  let login: AppLogin;

  beforeAll(async () => {
    login = await openAppLogin();
  });
  afterAll(() => login?.close());

  const leave = () => `set_config('app.tenant_id', '${login.stranger}', true)`;
  const sale = (s: TestShop, columns: string, values: string) =>
    `insert into inventory.sales (tenant_id, id, receipt_number, location_id${columns})
       values ('${s.tenant}', '01900000-0000-7000-8000-00000000aaaa', 'LEAVE', '${s.location}'${values});`;
  const line = (s: TestShop) =>
    `insert into inventory.sale_lines (tenant_id, id, sale_id, line_number, product_id, quantity, unit)
       values ('${s.tenant}', inventory.uuid_v7(), '01900000-0000-7000-8000-00000000aaaa', 1, '${s.product}', 1, 'unit')`;

  it.each<[string, (s: TestShop) => string, string]>([
    [
      'before the checks at COMMIT: a reservation of a product that is not sold',
      (s) =>
        `${sale(s, ', reservation_ids', `, '{${s.reservation}}'`)} ${line(s)}; select ${leave()}`,
      'reservation_not_of_sale',
    ],
    [
      'before the checks at COMMIT: a sale without lines',
      (s) => `${sale(s, '', '')} select ${leave()}`,
      'sale_not_fully_allocated',
    ],
    [
      'before the checks at COMMIT: a transfer without lines',
      (s) =>
        `insert into inventory.transfers (tenant_id, id, from_location_id, to_location_id)
           values ('${s.tenant}', inventory.uuid_v7(), '${s.location}', '${s.otherLocation}'); select ${leave()}`,
      'document_empty',
    ],
    [
      'within the statement: a sale line',
      (s) => `${sale(s, '', '')} ${line(s)} returning ${leave()}`,
      'document_immutable',
    ],
    [
      'within the statement: a refund',
      (s) =>
        `insert into inventory.refunds (tenant_id, id, sale_id, reason) values ('${s.tenant}', '01900000-0000-7000-8000-00000000bbbb', '${s.sale}', 'x');
           insert into inventory.refund_lines (tenant_id, id, refund_id, sale_line_id, quantity)
           values ('${s.tenant}', inventory.uuid_v7(), '01900000-0000-7000-8000-00000000bbbb', '${s.line}', 1) returning ${leave()}`,
      'tenant_isolation',
    ],
    [
      'within the statement: a reservation',
      (s) =>
        `insert into inventory.reservations (tenant_id, id, product_id, location_id, quantity, unit, expires_at)
           values ('${s.tenant}', inventory.uuid_v7(), '${s.product}', '${s.location}', 1, 'unit', now() + interval '1 day') returning ${leave()}`,
      'tenant_isolation',
    ],
    [
      'within the statement: a release',
      (s) =>
        `update inventory.reservations set status = 'RELEASED' where id = '${s.reservation}' returning ${leave()}`,
      'tenant_isolation',
    ],
    [
      'within the statement: a void',
      (s) =>
        `update inventory.sales set status = 'VOIDED', void_reason = 'x' where id = '${s.sale}' returning ${leave()}`,
      'tenant_isolation',
    ],
    [
      'within the statement: a posted count',
      (s) =>
        `update inventory.stock_counts set status = 'POSTED', post_reason = 'x' where id = '${s.openCount}' returning ${leave()}`,
      'tenant_isolation',
    ],
    [
      'within the statement: a dispatch',
      (s) =>
        `update inventory.transfers set status = 'DISPATCHED' where id = '${s.approvedTransfer}' returning ${leave()}`,
      'tenant_isolation',
    ],
  ])('%s is refused', async (_, sql, refusal) => {
    expect(await login.attempt(sql(login.shop))).toBe(refusal);
  });
});
