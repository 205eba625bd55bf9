import { randomUUID } from 'node:crypto';
import type { TestShop } from '../support/shop';
import { receiptSql, refundSql, saleSql, stepSql } from './statements';
import { transferSql } from './transfer-statements';
import type { Attack } from './suite';

// A document takes lines at its first status only: not after the step that completes it, be it in the same transaction,
// or in the same statement.

const SALE_COLUMNS = '(tenant_id, id, sale_id, line_number, product_id, quantity, unit)';

/** Another line for a sale, after the ones it has. */
const saleLine = (s: TestShop, sale: string) =>
  `insert into inventory.sale_lines ${SALE_COLUMNS} values ('${s.tenant}', inventory.uuid_v7(), '${sale}', 9, '${s.product}', 11, 'unit')`;

const batch = (s: TestShop, receipt: string) =>
  `insert into inventory.batches (tenant_id, id, receipt_id, product_id, batch_number, quantity, received_unit) values ('${s.tenant}', inventory.uuid_v7(), '${receipt}', '${s.product}', 'LATE', 50, 'unit')`;

/** The id of a receipt's header within the SQL that writes it. */
const receiptOf = (sql: string) => /receipts [^;]*?values \('[^']+', '([^']+)'/s.exec(sql)![1]!;

const VOID = `status = 'VOIDED', void_reason = 'wrong'`;

/** A sale of two units of one line, and what its line is called. */
function soldTwo(s: TestShop): { sale: string; line: string; sql: string } {
  const [sale, line] = [randomUUID(), randomUUID()];
  const sql = saleSql(s, [{ quantity: 2 }], { id: sale }).replace(
    "', inventory.uuid_v7(), '" + sale,
    `', '${line}', '${sale}`,
  );
  return { sale, line, sql };
}

export const lateLines: Attack[] = [
  {
    by: 'a line after voiding the sale',
    sql: (s: TestShop) => {
      const { sale, sql } = soldTwo(s);
      return `${sql} update inventory.sales set ${VOID} where id = '${sale}'; ${saleLine(s, sale)}`;
    },
  },
  {
    by: 'a line in the statement that voids the sale, written first',
    sql: (s: TestShop) => {
      const { sale, sql } = soldTwo(s);
      return `${sql} with l as (${saleLine(s, sale)} returning sale_id)
        update inventory.sales set ${VOID} from l where id = l.sale_id`;
    },
  },
  {
    by: 'a line in the statement that voids the sale, written last',
    sql: (s: TestShop) => {
      const { sale, sql } = soldTwo(s);
      return `${sql} with v as (update inventory.sales set ${VOID} where id = '${sale}' returning tenant_id, id)
        insert into inventory.sale_lines ${SALE_COLUMNS}
        select v.tenant_id, inventory.uuid_v7(), v.id, 9, '${s.product}', 11, 'unit' from v`;
    },
  },
  {
    by: 'an untracked line in the statement that voids the sale',
    sql: (s: TestShop) => {
      const { sale, sql } = soldTwo(s);
      return `${sql} with l as (${saleLine({ ...s, product: s.postage }, sale)} returning sale_id)
        update inventory.sales set ${VOID} from l where id = l.sale_id`;
    },
  },
  {
    by: 'a line after refunding the sale',
    sql: (s: TestShop) => {
      const { sale, line, sql } = soldTwo(s);
      return `${sql} ${refundSql(s, [{ line, quantity: 1 }], { sale })} ${saleLine(s, sale)}`;
    },
  },
  {
    by: 'a batch after voiding the receipt',
    sql: (s: TestShop) => {
      const sql = receiptSql(s, [{ quantity: 5 }]);
      const receipt = receiptOf(sql);
      return `${sql} update inventory.receipts set voided_at = now(), void_reason = 'wrong' where id = '${receipt}'; ${batch(s, receipt)}`;
    },
  },
  {
    by: 'a batch in the statement that voids the receipt, written first',
    sql: (s: TestShop) => {
      const sql = receiptSql(s, [{ quantity: 5 }]);
      return `${sql} with b as (${batch(s, receiptOf(sql))} returning receipt_id)
        update inventory.receipts set voided_at = now(), void_reason = 'wrong' from b where id = b.receipt_id`;
    },
  },
  {
    by: 'a batch in the statement that voids the receipt, written last',
    sql: (s: TestShop) => {
      const sql = receiptSql(s, [{ quantity: 5 }]);
      return `${sql} with v as (update inventory.receipts set voided_at = now(), void_reason = 'wrong' where id = '${receiptOf(sql)}' returning tenant_id, id)
        insert into inventory.batches (tenant_id, id, receipt_id, product_id, batch_number, quantity, received_unit)
        select v.tenant_id, inventory.uuid_v7(), v.id, '${s.product}', 'LATE', 50, 'unit' from v`;
    },
  },
  {
    by: 'a line after dispatching the transfer',
    sql: (s: TestShop) => {
      const id = randomUUID();
      return `${transferSql(s, [{ quantity: 1 }], { id }, 'APPROVED', 'DISPATCHED')}
        insert into inventory.transfer_lines (tenant_id, id, transfer_id, line_number, product_id, quantity, unit) values ('${s.tenant}', inventory.uuid_v7(), '${id}', 9, '${s.product}', 1, 'unit')`;
    },
  },
  {
    by: 'a line after cancelling the transfer',
    sql: (s: TestShop) => {
      const id = randomUUID();
      return `${transferSql(s, [{ quantity: 1 }], { id })} ${stepSql('transfers', id, 'CANCELLED', { cancel_reason: 'x' })}
        insert into inventory.transfer_lines (tenant_id, id, transfer_id, line_number, product_id, quantity, unit) values ('${s.tenant}', inventory.uuid_v7(), '${id}', 9, '${s.product}', 1, 'unit')`;
    },
  },
].map((attack) => ({ ...attack, appRefusedBy: 'rule' as const }));
