import { randomUUID } from 'node:crypto';
import type { TestShop } from '../support/shop';

interface Cost {
  readonly batch?: string;
  readonly receipt?: string;
  readonly amount?: string;
  readonly kind?: string;
  readonly spreadBy?: string;
  readonly weights?: object;
  readonly reason?: string;
  readonly businessDate?: string;
}

const text = (value: string | undefined) => (value === undefined ? 'null' : `'${value}'`);

/** A cost as a person in psql writes it: one row, which the ledger spreads. */
export function costSql(shop: TestShop, cost: Cost): string {
  const { amount = '10', kind = 'FREIGHT', spreadBy = 'QUANTITY', reason = 'freight' } = cost;
  const weights = cost.weights && JSON.stringify(cost.weights);
  return `insert into inventory.batch_costs (tenant_id, id, batch_id, receipt_id, kind, amount, spread_by, weights, reason, business_date)
    values ('${shop.tenant}', '${randomUUID()}', ${text(cost.batch)}, ${text(cost.receipt)}, '${kind}', ${amount}, '${spreadBy}',
      ${text(weights)}, '${reason}', ${text(cost.businessDate)});`;
}
