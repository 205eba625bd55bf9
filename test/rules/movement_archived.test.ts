import { asTenant, type TestDatabase } from '../support/database';
import { addDays } from '../support/days';
import type { TestShop } from '../support/shop';
import { archiveSql, movementSql, pastSql } from './statements';
import { asLedger } from './writers';
import { ruleSuite } from './suite';

const archived = (s: TestShop) => `${pastSql(s)} ${archiveSql(s, -2)}`;
const SALE = `(select x.id from inventory.sales x where x.receipt_number = 'ARC')`;
const LINE = `(select l.id from inventory.sale_lines l where l.sale_id = ${SALE})`;
const BATCH = `(select b.id from inventory.batches b where b.batch_number = 'ARC')`;
const PRODUCT = `(select p.id from inventory.products p where p.sku = 'ARC')`;

const refund = (s: TestShop, more = '') =>
  `select inventory.refund_sale('${s.identity}', jsonb_build_object('saleId', ${SALE}, 'reason', 'back', 'lines',
     jsonb_build_array(jsonb_build_object('saleLineId', ${LINE}, 'quantity', 1)))${more});`;

/** A count of the batch, which was looked at after its first movement. */
const counted = (s: TestShop) => `
  select inventory.start_stock_count('${s.identity}', jsonb_build_object('locationId', '${s.location}', 'productIds',
    jsonb_build_array(${PRODUCT})));
  select inventory.record_count('${s.identity}', jsonb_build_object('stockCountId', (
      select c.id from inventory.stock_counts c order by c.id desc limit 1), 'lines', jsonb_build_array(
    jsonb_build_object('batchId', ${BATCH}, 'countedQuantity', 10, 'expectedSequence', 1))));`;

/** A refund that the ledger's role writes for a movement which is not there. */
const reversal = (s: TestShop) =>
  asLedger(
    movementSql(s, {
      ...{ kind: 'REFUND', quantity: 1, sequence: 3, before: 6 },
      ...{ reverses: 'inventory.uuid_v7()', batch: 'BATCH' },
    })
      .replace(`'BATCH'`, BATCH)
      .replace(`'${s.product}'`, PRODUCT),
  );

/** Sets that are put together of goods on the day that is moved out. */
const assembled = (s: TestShop) => `
  insert into inventory.products (tenant_id, id, sku, name) values ('${s.tenant}', inventory.uuid_v7(), 'ARC-SET', 'Set');
  select inventory.set_kit_components('${s.identity}', jsonb_build_object('productId', p.id, 'components',
    (select jsonb_build_array(jsonb_build_object('productId', o.id, 'quantity', 2)) from inventory.products o where o.sku = 'ARC2')))
  from inventory.products p where p.sku = 'ARC-SET';
  select inventory.assemble_stock('${s.identity}', jsonb_build_object('productId', p.id, 'locationId', '${s.location}',
    'quantity', 3, 'businessDate', '${addDays(s.today, -2)}'))
  from inventory.products p where p.sku = 'ARC-SET';`;

let saleId: string;
let saleLineId: string;

async function archive(s: TestShop, database: TestDatabase): Promise<void> {
  await asTenant(database.pools.app, s.tenant, async (client) => {
    await client.query(archived(s));
    const { rows } = await client.query<{ sale: string; line: string }>(
      `select ${SALE} as sale, ${LINE} as line`,
    );
    [saleId, saleLineId] = [rows[0]!.sale, rows[0]!.line];
  });
}

ruleSuite('movement_archived', {
  accepted: (s) => `${pastSql(s)} ${archiveSql(s, -3)} ${refund(s)}`,
  attacks: [
    { by: 'a refund', sql: (s) => `${archived(s)} ${refund(s)}` },
    {
      by: 'a refund of what is brought elsewhere',
      sql: (s) =>
        `${archived(s)} ${refund(s, ` || jsonb_build_object('locationId', '${s.otherLocation}')`)}`,
    },
    {
      by: 'the rows of a refund',
      sql: (s) =>
        `${archived(s)} insert into inventory.refunds (tenant_id, id, sale_id, reason) values ('${s.tenant}', '${s.product}', ${SALE}, 'back');
         insert into inventory.refund_lines (tenant_id, id, refund_id, sale_line_id, quantity, disposition)
         values ('${s.tenant}', inventory.uuid_v7(), '${s.product}', ${LINE}, 1, 'RESTOCK');`,
    },
    {
      by: 'the void of a sale',
      sql: (s) =>
        `${archived(s)} update inventory.sales set status = 'VOIDED', void_reason = 'x' where receipt_number = 'ARC'`,
    },
    {
      by: 'the void of a receipt',
      sql: (s) =>
        `${archived(s)} select inventory.void_receipt('${s.identity}', jsonb_build_object('reason', 'x', 'id', (
           select b.receipt_id from inventory.batches b where b.batch_number = 'ARC2')))`,
    },
    {
      by: 'a correction of an intake',
      sql: (s) =>
        `${archived(s)} update inventory.batches set intake_quantity = 11, intake_reason = 'x' where batch_number = 'ARC2'`,
    },
    {
      by: 'a correction of the intake of what was sold',
      sql: (s) =>
        `${archived(s)} update inventory.batches set intake_quantity = 11, intake_reason = 'x' where batch_number = 'ARC'`,
    },
    { by: 'a figure that was counted before', sql: (s) => `${archived(s)} ${counted(s)}` },
    {
      by: "a reversal by the ledger's role",
      sql: (s) => `${archived(s)} ${reversal(s)}`,
      as: ['super'],
    },
    {
      by: 'the void of an assembly',
      sql: (s) =>
        `${pastSql(s, assembled(s))} ${archiveSql(s, -2)}
         select inventory.void_assembly('${s.identity}', jsonb_build_object('id', a.id, 'reason', 'x')) from inventory.assemblies a where a.backdated`,
    },
  ],
  graphql: {
    before: archive,
    query: `mutation ($input: RefundSaleInput!) { refundSale(input: $input) { id } }`,
    variables: () => ({ input: { saleId, reason: 'back', lines: [{ saleLineId, quantity: 1 }] } }),
    details: (s) => ({
      field: 'input.saleId',
      saleId,
      saleLineId,
      archivedUntil: addDays(s.today, -2),
    }),
  },
  bearing: { attack: 7, as: 'owner' },
});
