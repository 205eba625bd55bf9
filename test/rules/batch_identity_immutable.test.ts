import { asReplica, throughTrigger } from './writers';
import { ruleSuite } from './suite';

ruleSuite('batch_identity_immutable', {
  accepted: (s) =>
    `update inventory.batches set intake_quantity = 51, intake_reason = 'recount' where id = '${s.untouchedBatch}'`,
  appRefusedBy: 'privilege',
  attacks: [
    {
      by: 'UPDATE of the expiry date',
      sql: (s) =>
        `update inventory.batches set expiry_at_receipt = '2101-01-01' where id = '${s.batch}'`,
    },
    {
      by: 'UPDATE of the cost',
      sql: (s) => `update inventory.batches set unit_cost = 5 where id = '${s.untouchedBatch}'`,
    },
    {
      by: 'UPDATE of the order that it came in for',
      sql: (s) =>
        `update inventory.batches set purchase_order_line_id = null where id = '${s.orderBatch}'`,
    },
    {
      by: 'UPDATE of the lot',
      sql: (s) => `update inventory.batches set lot_id = '${s.otherLot}' where id = '${s.batch}'`,
    },
    {
      by: "UPDATE of a lot's number",
      sql: (s) => `update inventory.lots set lot_number = 'B1!' where id = '${s.lot}'`,
    },
    {
      by: "UPDATE of a lot's product",
      sql: (s) =>
        `update inventory.lots set product_id = '${s.otherProduct}' where id = '${s.lot}'`,
    },
    {
      by: "UPDATE of a lot's number as a replica",
      sql: (s) => asReplica(`update inventory.lots set lot_number = 'B1!' where id = '${s.lot}'`),
      as: ['super'],
    },
    {
      by: 'UPDATE of many',
      sql: () => `update inventory.batches set batch_number = batch_number || '!'`,
    },
    {
      by: 'a void by hand',
      sql: (s) => `update inventory.batches set voided_at = now() where id = '${s.untouchedBatch}'`,
    },
    {
      by: 'a void by a trigger of the owner',
      sql: (s) =>
        throughTrigger(
          `update inventory.batches set voided_at = now() where id = '${s.untouchedBatch}'`,
        ),
      as: ['owner'],
    },
    {
      by: 'a void taken back',
      sql: (s) => `update inventory.batches set voided_at = null where id = '${s.voidedBatch}'`,
    },
    {
      by: 'a void as a replica',
      sql: (s) =>
        asReplica(
          `update inventory.batches set voided_at = now() where id = '${s.untouchedBatch}'`,
        ),
      as: ['super'],
    },
    {
      by: 'UPDATE as a replica',
      sql: (s) =>
        asReplica(
          `update inventory.batches set received_on = '2000-01-01' where id = '${s.batch}'`,
        ),
      as: ['super'],
    },
  ],
  noGraphql: 'no field of the API changes a batch',
  bearing: { attack: 0, as: 'owner' },
});
