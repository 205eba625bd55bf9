-- Where batches have been and are: one row for each batch and location. $1 batches.
select bs.batch_id as "batchId", bs.location_id as "locationId", bs.quantity, bs.sold_quantity as "soldQuantity",
  bs.refunded_quantity as "refundedQuantity", bs.transferred_in_quantity as "transferredInQuantity",
  bs.transferred_out_quantity as "transferredOutQuantity"
from inventory.batch_stock bs
where bs.batch_id = any ($1::uuid[])
order by bs.batch_id, bs.location_id
