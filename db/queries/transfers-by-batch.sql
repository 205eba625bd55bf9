-- The transfers that batches went with, in the order they were requested. $1 batches.
select m.batch_id as "forBatchId", t.* from (
  select distinct m.batch_id, m.document_id from inventory.movements m
  where m.batch_id = any ($1::uuid[]) and m.kind = 'TRANSFER_OUT'
) m
join inventory.api_transfers t on t.id = m.document_id
order by t.id
