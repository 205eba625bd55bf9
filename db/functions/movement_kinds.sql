-- What each kind of movement is. A new kind is added here, and to MovementKind in src/schema/enums.ts.
--
-- The CHECKs of movements call these functions, so the baseline migration runs this file too. PostgreSQL parses a CHECK's
-- own expression again in every statement that writes the table: a list of kinds in one was measured at a tenth of a sale.

create or replace function inventory.movement_sign(p_kind text, p_quantity bigint) returns boolean
language plpgsql immutable parallel safe set search_path = pg_catalog, pg_temp
as $$
begin
  return case
    when p_kind in ('SALE', 'RECEIPT_VOID', 'TRANSFER_OUT', 'EXPIRY') then p_quantity < 0
    when p_kind in ('RECEIPT', 'SALE_VOID', 'REFUND', 'TRANSFER_IN') then p_quantity > 0
    when p_kind in ('INTAKE_CORRECTION', 'ADJUSTMENT', 'COUNT') then p_quantity <> 0
    else false
  end;
end
$$;
comment on function inventory.movement_sign(text, bigint) is 'Whether a kind is known and a quantity has the sign that it asks for.';

create or replace function inventory.is_reversal(p_kind text) returns boolean
language plpgsql immutable parallel safe set search_path = pg_catalog, pg_temp
as $$
begin
  return p_kind in ('SALE_VOID', 'REFUND', 'RECEIPT_VOID');
end
$$;
comment on function inventory.is_reversal(text) is 'Whether movements of a kind reverse another one.';

create or replace function inventory.kind_figure(p_kind text) returns text
language sql immutable parallel safe
return case p_kind
  when 'RECEIPT' then 'PURCHASES'
  when 'INTAKE_CORRECTION' then 'PURCHASES'
  when 'RECEIPT_VOID' then 'PURCHASES'
  when 'SALE' then 'SALES'
  when 'SALE_VOID' then 'SALES' -- a voided sale was no sale: it is subtracted, not refunded
  when 'REFUND' then 'REFUNDS'
  when 'ADJUSTMENT' then 'ADJUSTMENTS'
  when 'COUNT' then 'ADJUSTMENTS'
  when 'TRANSFER_IN' then 'TRANSFERS_IN'
  when 'TRANSFER_OUT' then 'TRANSFERS_OUT'
  when 'EXPIRY' then 'EXPIRED'
end;
comment on function inventory.kind_figure(text) is
  'Which figure of a batch and of a day the movements of a kind are counted in; null for an unknown kind.';
grant execute on function inventory.kind_figure(text) to bincard_app;
