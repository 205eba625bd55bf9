-- What is expired, held, sellable and available. Every trigger, query and report uses these definitions.

create or replace function inventory.business_date(p_time_zone text, p_at timestamptz) returns date
language sql immutable parallel safe
return (p_at at time zone p_time_zone)::date;
comment on function inventory.business_date(text, timestamptz) is 'The calendar day in a tenant''s time zone.';

create or replace function inventory.tenant_today(p_tenant_id uuid) returns date
language sql stable parallel safe
return (select inventory.business_date(t.time_zone, now()) from inventory.tenants t where t.id = p_tenant_id);
comment on function inventory.tenant_today(uuid) is 'The tenant''s business date at the start of this transaction.';

create or replace function inventory.is_expired(p_expiry_date date, p_today date) returns boolean
language sql immutable parallel safe
return coalesce(p_expiry_date < p_today, false);
comment on function inventory.is_expired(date, date) is
  'Expired: the expiry date has passed. A batch can be sold on its expiry date and not after; a batch without a date never expires.';

create or replace function inventory.is_held(p_hold text) returns boolean
language sql immutable parallel safe
return p_hold is not null;
comment on function inventory.is_held(text) is 'Held: quarantined or recalled.';

create or replace function inventory.hold_of(p_batch_hold text, p_lot_hold text) returns text
language sql immutable parallel safe
return case when p_lot_hold = 'RECALLED' or p_batch_hold is null then p_lot_hold else p_batch_hold end;
comment on function inventory.hold_of(text, text) is
  'The hold that counts for a batch: its own or its lot''s, RECALLED before QUARANTINED. Releasing one leaves the other.';

create or replace function inventory.is_sellable(p_expiry_date date, p_held boolean, p_today date) returns boolean
language sql immutable parallel safe
return not inventory.is_expired(p_expiry_date, p_today) and not p_held;
comment on function inventory.is_sellable(date, boolean, date) is 'Sellable: neither expired nor held.';

create or replace function inventory.is_set_apart(p_kind text, p_active boolean) returns boolean
language sql immutable parallel safe
return p_kind = 'QUARANTINE' or not p_active;
comment on function inventory.is_set_apart(text, boolean) is
  'Set apart: a quarantine location, or one that is switched off. Nothing that stands there is available.';

create or replace function inventory.batch_status(p_voided_at timestamptz, p_hold text, p_expiry_date date, p_remaining bigint, p_today date)
returns text language sql immutable parallel safe
return case
  when p_voided_at is not null then 'VOIDED'
  when inventory.is_held(p_hold) then p_hold
  when p_remaining = 0 then 'DEPLETED'
  when inventory.is_expired(p_expiry_date, p_today) then 'EXPIRED'
  else 'ACTIVE'
end;
comment on function inventory.batch_status(timestamptz, text, date, bigint, date) is
  'The status of a batch: the first that applies of VOIDED, its hold or its lot''s (hold_of), DEPLETED, EXPIRED, ACTIVE.';

create or replace function inventory.lot_status(p_hold text, p_expiry_date date, p_today date)
returns text language sql immutable parallel safe
return case
  when inventory.is_held(p_hold) then p_hold
  when inventory.is_expired(p_expiry_date, p_today) then 'EXPIRED'
  else 'ACTIVE'
end;
comment on function inventory.lot_status(text, date, date) is 'The status of a lot: the first that applies of its hold, EXPIRED, ACTIVE.';

create or replace function inventory.reservation_status(p_status text, p_expires_at timestamptz, p_now timestamptz) returns text
language sql immutable parallel safe
return case when p_status = 'ACTIVE' and p_expires_at <= p_now then 'EXPIRED' else p_status end;
comment on function inventory.reservation_status(text, timestamptz, timestamptz) is
  'The status of a reservation: an ACTIVE one counts as EXPIRED from expires_at on, whether a job has closed it or not.';

create or replace function inventory.may_correct(p_status text, p_quantity bigint) returns boolean
language sql immutable parallel safe
return p_status = 'ACTIVE' or p_quantity = 0;
comment on function inventory.may_correct(text, bigint) is
  'Whether a correction may be sent to a channel: of a product that is not ACTIVE only one that hides it or sets a figure to 0. Asked when corrections are read: the product may have been ACTIVE when the correction was saved.';

create or replace function inventory.utc_text(p_at timestamptz) returns text
language sql stable parallel safe
return case
  when (p_at at time zone 'UTC') >= '0001-01-01 00:00:00' and (p_at at time zone 'UTC') < '10000-01-01 00:00:00'
    then to_char(p_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')
  else p_at::text -- the API refuses to show it, and says what it is
end;
comment on function inventory.utc_text(timestamptz) is
  'A time as the API shows it: ISO 8601, UTC, milliseconds. Infinity and other years than 1 to 9999 as PostgreSQL writes them.';
grant execute on function inventory.utc_text(timestamptz) to bincard_app;

-- What a reader does not select is not computed, here and in the views of the API: PostgreSQL drops a left join to one row
-- (a primary key, or an aggregate without groups) of which nothing is used.
create or replace view inventory.goods_availability with (security_invoker = true) as
select
  s.tenant_id,
  s.product_id,
  s.location_id,
  s.on_hand::bigint as on_hand, -- no domain: PostgreSQL then plans stock_availability as one
  r.reserved,
  coalesce(b.expired, 0) as expired,
  coalesce(b.quarantined, 0) as quarantined,
  greatest(s.on_hand - coalesce(b.expired, 0) - coalesce(b.quarantined, 0) - r.reserved, 0) as available
from inventory.stock_levels s
left join inventory.tenants n on n.id = s.tenant_id
left join inventory.locations o on o.tenant_id = s.tenant_id and o.id = s.location_id
cross join lateral (
  -- The stored figure is right until the first of its reservations expires; after that they are added up again.
  select case when s.reserved_until > now() or s.reserved = 0 then s.reserved else (
    select coalesce(sum(v.remaining_quantity), 0)::bigint from inventory.reservations v
    where v.tenant_id = s.tenant_id and v.product_id = s.product_id and v.location_id = s.location_id
      and v.status = 'ACTIVE' and v.expires_at > now()) end as reserved
) r
left join lateral (
  select
    sum(bs.quantity) filter (where inventory.is_expired(bs.expiry_date, t.today))::bigint as expired,
    sum(bs.quantity) filter (where not inventory.is_expired(bs.expiry_date, t.today)
      and (bs.held or inventory.is_set_apart(o.kind, o.active)))::bigint as quarantined
  from (select inventory.business_date(n.time_zone, now()) as today offset 0) t
  cross join inventory.batch_stock bs
  where bs.tenant_id = s.tenant_id and bs.product_id = s.product_id and bs.location_id = s.location_id and bs.in_stock
) b on true;
comment on view inventory.goods_availability is
  'Per product that has stock and location: on hand, reserved (live now), expired, quarantined (not expired, and held or at a location that is set apart) and available = on hand - expired - quarantined - reserved, never below zero. In base units.';


create or replace view inventory.kit_availability with (security_invoker = true) as
select c.tenant_id, c.kit_id as product_id, a.location_id,
  min(case when p.status = 'ACTIVE' then a.available / c.quantity else 0 end)::bigint as available
from inventory.kit_components c
join inventory.goods_availability a on a.tenant_id = c.tenant_id and a.product_id = c.component_id
left join inventory.products p on p.tenant_id = c.tenant_id and p.id = c.component_id
where c.removed_at is null and c.kit
group by c.tenant_id, c.kit_id, a.location_id
having count(*) = (
  select count(*) from inventory.kit_components o
  where o.tenant_id = c.tenant_id and o.kit_id = c.kit_id and o.removed_at is null);
comment on view inventory.kit_availability is
  'Per kit and location where all of its components have been: how many whole kits the available stock of each component is enough for, the least of them; none where a component is not ACTIVE. In base units of the kit.';

create or replace view inventory.stock_availability with (security_invoker = true) as
select g.tenant_id, g.product_id, g.location_id, g.on_hand, g.reserved, g.expired, g.quarantined, g.available
from inventory.goods_availability g
union all
select k.tenant_id, k.product_id, k.location_id, 0::bigint, 0::bigint, 0::bigint, 0::bigint, k.available
from inventory.kit_availability k;
comment on view inventory.stock_availability is
  'Per product and location: the figures of goods_availability, and of a kit what is available of it (kit_availability); a kit has nothing on hand. In base units.';

grant select on inventory.goods_availability, inventory.kit_availability, inventory.stock_availability to bincard_app;
grant execute on function
  inventory.business_date(text, timestamptz), inventory.tenant_today(uuid), inventory.is_expired(date, date),
  inventory.is_held(text), inventory.hold_of(text, text), inventory.is_sellable(date, boolean, date),
  inventory.is_set_apart(text, boolean), inventory.batch_status(timestamptz, text, date, bigint, date),
  inventory.lot_status(text, date, date),
  inventory.reservation_status(text, timestamptz, timestamptz), inventory.may_correct(text, bigint) to bincard_app;

create or replace view inventory.expired_stock with (security_invoker = true) as
select bs.tenant_id, bs.product_id, bs.location_id, bs.batch_id, bs.quantity, l.expiry_date
from inventory.lots l
join inventory.batches b on b.tenant_id = l.tenant_id and b.lot_id = l.id
join inventory.batch_stock bs on bs.tenant_id = b.tenant_id and bs.batch_id = b.id
cross join lateral (select inventory.tenant_today(l.tenant_id) as today offset 0) t
where bs.in_stock and l.expiry_date is not null and inventory.is_expired(l.expiry_date, t.today);
comment on view inventory.expired_stock is 'Per batch and location: what is left of expired batches, held or not. In base units.';
grant select on inventory.expired_stock to bincard_app;

create or replace function inventory.exact_count() returns bigint
language sql immutable parallel safe
return 10000;
comment on function inventory.exact_count() is
  'Up to how many rows a list is counted. Of a longer one the API gives an estimate (totalCountIsEstimate).';
grant execute on function inventory.exact_count() to bincard_app;
