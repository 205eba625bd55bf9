import { mappingSql, sourceSql, withSource } from './sync-statements';
import { ruleSuite } from './suite';

const SOURCE = '01900000-0000-7000-8000-00000000000a';

ruleSuite('external_key_taken', {
  // Keys that differ in case are two where their products are two, and two sources may have the same key.
  accepted: (s) =>
    withSource(
      s,
      (source) =>
        mappingSql(s, { source, key: 'R-1' }) +
        mappingSql(s, { source, key: 'r-1', batch: s.otherBatch }) +
        withSource(s, (other) => mappingSql(s, { source: other, key: 'R-1' })),
    ) +
    // The goods of a voided receipt never came: its key may come in again.
    withSource(
      s,
      (source) =>
        mappingSql(s, { source }) +
        `update inventory.receipts set voided_at = now(), void_reason = 'x'
           where id = (select receipt_id from inventory.batches where id = '${s.untouchedBatch}');` +
        `update inventory.product_mappings set batch_id = '${s.otherBatch}' where source_id = '${source}';`,
    ),
  attacks: [
    {
      by: 'a key for the second time',
      sql: (s) =>
        withSource(
          s,
          (source) => mappingSql(s, { source }) + mappingSql(s, { source, batch: s.otherBatch }),
        ),
    },
    {
      by: 'a key of the same product, written differently',
      sql: (s) =>
        withSource(
          s,
          (source) =>
            mappingSql(s, { source, key: 'R-1' }) +
            mappingSql(s, { source, key: ' r-1\u200b', batch: s.batch }),
        ),
    },
    {
      by: 'a batch for two keys',
      sql: (s) =>
        withSource(
          s,
          (source) => mappingSql(s, { source, key: 'R-1' }) + mappingSql(s, { source, key: 'R-2' }),
        ),
    },
    {
      by: 'another batch for a key whose receipt stands',
      sql: (s) =>
        withSource(
          s,
          (source) =>
            mappingSql(s, { source }) +
            `update inventory.product_mappings set batch_id = '${s.otherBatch}' where source_id = '${source}'`,
        ),
    },
    {
      by: 'an upsert',
      sql: (s) =>
        withSource(
          s,
          (source) =>
            mappingSql(s, { source }) +
            mappingSql(s, { source, batch: s.otherBatch }).replace(
              /;$/,
              ' on conflict (tenant_id, source_id, external_key) do update set batch_id = excluded.batch_id',
            ),
        ),
    },
    {
      by: 'a key that was sold',
      sql: (s) =>
        withSource(
          s,
          (source) =>
            mappingSql(s, { source, status: 'SOLD', quantity: 0 }) +
            mappingSql(s, { source, batch: s.otherBatch }),
        ),
    },
  ],
  noGraphql:
    'an import looks for a key before it brings it in; two at once are one too many (SYNC_RUNNING)',
  races: {
    'the receipt of one key': (s) =>
      sourceSql(s, { id: SOURCE }).replace(/;$/, ' on conflict do nothing;') +
      mappingSql(s, { source: SOURCE }),
  },
});
