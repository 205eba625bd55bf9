-- What the API reads of adjustments, transfers, stock counts, reservations and reconciliation; see api_views.sql.

create or replace view inventory.api_adjustments with (security_invoker = true) as
select a.tenant_id as "tenantId", a.id, a.batch_id as "batchId", a.location_id as "locationId", a.product_id as "productId", a.type,
  a.base_quantity as quantity, a.unit, a.reason, a.status, a.requested_by as "requestedBy",
  inventory.utc_text(a.requested_at) as "requestedAt", a.approved_by as "approvedBy",
  inventory.utc_text(a.approved_at) as "approvedAt", a.rejected_by as "rejectedBy", a.rejection_reason as "rejectionReason",
  a.completed_by as "completedBy", inventory.utc_text(a.completed_at) as "completedAt",
  a.business_date as "businessDate", a.listed_on as "listedOn"
from inventory.adjustments a;
comment on view inventory.api_adjustments is 'Adjustment: the API''s plain fields; the quantity in base units.';

create or replace view inventory.api_assemblies with (security_invoker = true) as
select a.tenant_id as "tenantId", a.id, a.product_id as "productId", a.location_id as "locationId", a.batch_id as "batchId",
  a.base_quantity as quantity, a.unit, a.status,
  case a.parts_without_cost when 0 then inventory.money_text(a.parts_cost, inventory.money_decimals(a.tenant_id)) end as "partsCost",
  coalesce(a.parts_without_cost, 0) as "partsWithoutCost", inventory.utc_text(a.created_at) as "createdAt", a.actor,
  inventory.utc_text(a.voided_at) as "voidedAt", a.voided_by as "voidedBy", a.void_reason as "voidReason",
  a.business_date as "businessDate"
from inventory.assemblies a;
comment on view inventory.api_assemblies is 'Assembly: the API''s plain fields; quantities in base units.';
grant select on inventory.api_assemblies to bincard_app;

create or replace view inventory.api_transfers with (security_invoker = true) as
select t.tenant_id as "tenantId", t.id, t.from_location_id as "fromLocationId", t.to_location_id as "toLocationId", t.status,
  t.requested_by as "requestedBy", inventory.utc_text(t.requested_at) as "requestedAt", t.approved_by as "approvedBy",
  inventory.utc_text(t.approved_at) as "approvedAt", t.dispatched_by as "dispatchedBy",
  inventory.utc_text(t.dispatched_at) as "dispatchedAt", t.fulfilled_by as "fulfilledBy",
  inventory.utc_text(t.fulfilled_at) as "fulfilledAt", t.cancelled_by as "cancelledBy",
  inventory.utc_text(t.cancelled_at) as "cancelledAt", t.cancel_reason as "cancelReason",
  t.business_date as "businessDate"
from inventory.transfers t;
comment on view inventory.api_transfers is 'Transfer: the API''s plain fields.';

create or replace view inventory.api_transfer_lines with (security_invoker = true) as
select l.tenant_id as "tenantId", l.id, l.transfer_id as "transferId", l.line_number as "lineNumber", l.product_id as "productId",
  l.batch_id as "batchId", l.base_quantity as quantity, l.unit,
  coalesce(case when s.archived then a.received else s.received end, 0) as "receivedQuantity",
  coalesce(case when not s.archived then s.lost when t.status = 'FULFILLED' then l.base_quantity - a.received else 0 end, 0) as "lostQuantity",
  coalesce(case when not s.archived then s.back - s.lost when t.status = 'FULFILLED' then 0 else l.base_quantity - a.received end, 0) as "returnedQuantity",
  coalesce(case when s.archived then 0 else s.sent - s.received - s.back end, 0) as "inTransitQuantity"
from inventory.transfer_lines l
left join inventory.transfers t on t.tenant_id = l.tenant_id and t.id = l.transfer_id
left join lateral (
  select -coalesce(sum(m.quantity) filter (where m.kind = 'TRANSFER_OUT'), 0)::bigint as sent,
    coalesce(sum(m.quantity) filter (where m.kind = 'TRANSFER_IN' and m.location_id = t.to_location_id), 0)::bigint as received,
    coalesce(sum(m.quantity) filter (where m.kind = 'TRANSFER_IN' and m.location_id = t.from_location_id), 0)::bigint as back,
    -coalesce(sum(m.quantity) filter (where m.kind = 'ADJUSTMENT'), 0)::bigint as lost,
    count(*) filter (where m.kind = 'TRANSFER_OUT') = 0 and t.dispatched_at is not null as archived
  from inventory.movements m
  where m.tenant_id = l.tenant_id and m.document_id = l.transfer_id and m.document_line_id = l.id
) s on true
-- Its movements are in an archive. Such a transfer is over, so its documents say all: what arrived, and that the rest came back or is lost.
left join lateral (
  select coalesce(sum(a.quantity), 0)::bigint as received from inventory.transfer_arrivals a
  where a.tenant_id = l.tenant_id and a.transfer_id = l.transfer_id and a.transfer_line_id = l.id and s.archived
) a on true;
comment on view inventory.api_transfer_lines is
  'TransferLine: the API''s plain fields in base units, from the transfer''s movements, or from its arrivals where these are in an archive: sent = received + lost + returned + in transit.';

create or replace view inventory.api_transfer_arrivals with (security_invoker = true) as
select a.tenant_id as "tenantId", a.id, a.transfer_id as "transferId", a.transfer_line_id as "transferLineId",
  a.batch_id as "batchId", a.quantity, inventory.utc_text(a.received_at) as "receivedAt", a.actor
from inventory.transfer_arrivals a;
comment on view inventory.api_transfer_arrivals is 'TransferArrival: the API''s plain fields; the quantity in base units.';

create or replace view inventory.api_transfer_closings with (security_invoker = true) as
select c.tenant_id as "tenantId", c.id, c.transfer_id as "transferId", c.reason, c.status, c.requested_by as "requestedBy",
  inventory.utc_text(c.requested_at) as "requestedAt", c.approved_by as "approvedBy", inventory.utc_text(c.approved_at) as "approvedAt",
  c.rejected_by as "rejectedBy", c.rejection_reason as "rejectionReason"
from inventory.transfer_closings c;
comment on view inventory.api_transfer_closings is 'TransferClosing: the API''s plain fields.';
grant select on inventory.api_transfer_arrivals, inventory.api_transfer_closings to bincard_app;

create or replace view inventory.api_stock_counts with (security_invoker = true) as
select c.tenant_id as "tenantId", c.id, c.location_id as "locationId", c.status, c.started_by as "startedBy",
  inventory.utc_text(c.started_at) as "startedAt", c.posted_by as "postedBy", inventory.utc_text(c.posted_at) as "postedAt",
  c.post_reason as reason, c.business_date as "businessDate", c.blind, c.automatic, inventory.utc_text(c.settled_at) as "settledAt"
from inventory.stock_counts c;
comment on view inventory.api_stock_counts is 'StockCount: the API''s plain fields.';

create or replace view inventory.api_stock_count_lines with (security_invoker = true) as
select l.tenant_id as "tenantId", l.id, l.stock_count_id as "stockCountId", l.batch_id as "batchId", l.product_id as "productId",
  case when not coalesce(h.hidden, false) then l.expected_quantity end as "expectedQuantity",
  case when not coalesce(h.hidden, false) then coalesce(l.counted_quantity, l.expected_quantity) end as "countedQuantity",
  case when not coalesce(h.hidden, false) then coalesce(l.counted_quantity - l.expected_quantity, 0) end as variance, l.counted_quantity is not null as counted, l.version,
  l.counted_by as "countedBy",
  inventory.utc_text(l.counted_at) as "countedAt",
  coalesce(c.status = 'OPEN' and exists (
    select from inventory.batch_stock bs
    where bs.tenant_id = l.tenant_id and bs.batch_id = l.batch_id and bs.location_id = l.location_id
      and bs.sequence <> l.seen_sequence), false) as outdated,
  coalesce((
    select bs.sequence from inventory.batch_stock bs
    where bs.tenant_id = l.tenant_id and bs.batch_id = l.batch_id and bs.location_id = l.location_id), 0) as sequence, coalesce(h.hidden, false) as hidden,
  case when l.counted_quantity is not null then 'SETTLED'
    when exists (
      select from inventory.stock_count_tallies t
      where t.tenant_id = l.tenant_id and t.stock_count_id = l.stock_count_id and t.batch_id = l.batch_id) then 'RECOUNT'
    else 'TO_COUNT' end as state, l.tolerance_percent as "tolerancePercent", (
    select r.reason from inventory.stock_count_reasons r
    where r.tenant_id = l.tenant_id and r.stock_count_id = l.stock_count_id and r.batch_id = l.batch_id
    order by r.reason_number desc limit 1) as reason, (
    select r.note from inventory.stock_count_reasons r
    where r.tenant_id = l.tenant_id and r.stock_count_id = l.stock_count_id and r.batch_id = l.batch_id
    order by r.reason_number desc limit 1) as "reasonNote"
from inventory.stock_count_lines l
left join inventory.stock_counts c on c.tenant_id = l.tenant_id and c.id = l.stock_count_id
left join lateral (select c.blind and c.status <> 'POSTED' and l.settled_tally is null as hidden) h on true;
comment on view inventory.api_stock_count_lines is
  'StockCountLine: the API''s plain fields in base units; outdated: the batch has moved since the line''s figures were recorded; hidden: of a blind count, and not settled, so that the view has no figure of it.';

create or replace view inventory.api_stock_count_entries with (security_invoker = true) as
select e.tenant_id as "tenantId", e.stock_count_id as "stockCountId", e.batch_id as "batchId", e.entry_number as "entryNumber",
  l.id as "lineId", e.entry_number as version, e.actor, inventory.utc_text(e.recorded_at) as at, e.mode, e.base_quantity as quantity,
  e.unit, e.sequence, coalesce(c.blind and c.status <> 'POSTED' and l.settled_tally is null, false) as hidden
from inventory.stock_count_entries e
join inventory.stock_count_lines l
  on l.tenant_id = e.tenant_id and l.stock_count_id = e.stock_count_id and l.batch_id = e.batch_id
left join inventory.stock_counts c on c.tenant_id = e.tenant_id and c.id = e.stock_count_id;
comment on view inventory.api_stock_count_entries is 'CountEntry: the API''s plain fields; the quantity in base units; hidden: of a blind count and not settled, so that only its actor is shown it.';

create or replace view inventory.api_reservations with (security_invoker = true) as
select r.tenant_id as "tenantId", r.id, r.product_id as "productId", r.location_id as "locationId", r.base_quantity as quantity, r.unit,
  r.committed_quantity as "committedQuantity", case s.status when 'ACTIVE' then r.remaining_quantity else 0 end as "remainingQuantity",
  r.reference, s.status, inventory.utc_text(r.expires_at) as "expiresAt", inventory.utc_text(r.created_at) as "createdAt", r.actor,
  r.business_date as "businessDate"
from inventory.reservations r
cross join lateral (select inventory.reservation_status(r.status, r.expires_at, now()) as status) s;
comment on view inventory.api_reservations is
  'Reservation: the API''s plain fields; quantities in base units, the status as of now. What is left of one that has ended holds nothing: 0.';

create or replace view inventory.api_reservation_uses with (security_invoker = true) as
select u.tenant_id as "tenantId", u.reservation_id as "reservationId", u.sale_id as "saleId", u.sale_line_id as "saleLineId", u.quantity
from inventory.reservation_uses u;
comment on view inventory.api_reservation_uses is 'ReservationUse: the API''s plain fields; the quantity in base units.';

create or replace view inventory.api_expiry_write_offs with (security_invoker = true) as
select w.tenant_id as "tenantId", w.id, w.location_id as "locationId", inventory.utc_text(w.created_at) as "createdAt", w.actor,
  w.business_date as "businessDate"
from inventory.expiry_write_offs w;
comment on view inventory.api_expiry_write_offs is 'ExpiryWriteOffDocument: the API''s plain fields.';

grant select on inventory.api_adjustments, inventory.api_transfers, inventory.api_transfer_lines, inventory.api_stock_counts,
  inventory.api_stock_count_lines, inventory.api_stock_count_entries, inventory.api_reservations,
  inventory.api_reservation_uses, inventory.api_expiry_write_offs to bincard_app;

create or replace view inventory.api_reconciliation_runs with (security_invoker = true) as
select r.tenant_id as "tenantId", r.id, r.trigger, r.dry_run as "dryRun", inventory.utc_text(r.started_at) as "startedAt",
  inventory.utc_text(r.finished_at) as "finishedAt", r.products_compared as "productsCompared", r.actor, (
    select count(*) from inventory.reconciliation_lines l
    where l.tenant_id = r.tenant_id and l.run_id = r.id and l.fix = 'APPLIED') as "appliedCount",
  r.business_date as "businessDate"
from inventory.reconciliation_runs r;
comment on view inventory.api_reconciliation_runs is 'ReconciliationRun: the API''s plain fields.';
grant select on inventory.api_reconciliation_runs to bincard_app;

create or replace view inventory.api_channel_corrections with (security_invoker = true) as
select c.tenant_id as "tenantId", c.id, c.channel, c.product_id as "productId", c.location_id as "locationId", c.field, c.quantity,
  inventory.utc_text(c.created_at) as "createdAt", inventory.utc_text(c.sent_at) as "sentAt",
  c.sent_at is null and coalesce(inventory.correction_stands(c.tenant_id, c.line_id, c.channel, c.product_id, c.location_id, c.field), false)
    and exists (select from inventory.products p where p.tenant_id = c.tenant_id and p.id = c.product_id and inventory.may_correct(p.status, c.quantity)) as due
from inventory.channel_corrections c;
comment on view inventory.api_channel_corrections is
  'ChannelCorrection: the API''s plain fields. due: it is to be sent. It is not while it would put goods on sale and its product is not ACTIVE, nor once the channel reports another figure than the one it was made for: what is wrong then is found anew.';
grant select on inventory.api_channel_corrections to bincard_app;
