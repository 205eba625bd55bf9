-- What each kind of movement is. A new kind is added here, and to MovementKind in src/schema/enums.ts.
--
-- The CHECKs of movements call these functions, so the baseline migration runs this file too. PostgreSQL parses a CHECK's
-- own expression again in every statement that writes the table: a list of kinds in one was measured at a tenth of a sale.

create or replace function inventory.movement_sign(p_kind text, p_quantity bigint) returns boolean
language plpgsql immutable parallel safe set search_path = pg_catalog, pg_temp
as $$
begin
  return case
    when p_kind in ('SALE', 'RECEIPT_VOID', 'TRANSFER_OUT', 'EXPIRY', 'ASSEMBLY_OUT') then p_quantity < 0
    when p_kind in ('RECEIPT', 'SALE_VOID', 'REFUND', 'TRANSFER_IN', 'ASSEMBLY_VOID') then p_quantity > 0
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
  return p_kind in ('SALE_VOID', 'REFUND', 'RECEIPT_VOID', 'ASSEMBLY_VOID');
end
$$;
comment on function inventory.is_reversal(text) is 'Whether movements of a kind reverse another one.';

create or replace function inventory.continues_chain(
  p_sequence bigint, p_balance_before bigint, p_quantity bigint, p_balance_after bigint
) returns boolean language plpgsql immutable parallel safe set search_path = pg_catalog, pg_temp
as $$
begin
  return p_sequence >= 1 and p_balance_after = p_balance_before + p_quantity and (p_sequence > 1 or p_balance_before = 0);
end
$$;
comment on function inventory.continues_chain(bigint, bigint, bigint, bigint) is
  'Whether a movement''s balances are its quantity apart; the first of a chain begins at 0.';

create or replace function inventory.is_balanced(
  p_opening bigint, p_purchases bigint, p_sales bigint, p_refunds bigint, p_adjustments bigint, p_transfers_in bigint,
  p_transfers_out bigint, p_expired bigint, p_closing bigint
) returns boolean language plpgsql immutable parallel safe set search_path = pg_catalog, pg_temp
as $$
begin
  return p_closing = p_opening + p_purchases + p_sales + p_refunds + p_adjustments + p_transfers_in + p_transfers_out + p_expired;
end
$$;
comment on function inventory.is_balanced(bigint, bigint, bigint, bigint, bigint, bigint, bigint, bigint, bigint) is
  'Whether a day''s closing is its opening and the sums by kind.';

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
  when 'ASSEMBLY_OUT' then 'ADJUSTMENTS' -- the sets come in as PURCHASES, so what stock is worth stays
  when 'ASSEMBLY_VOID' then 'ADJUSTMENTS'
  when 'TRANSFER_IN' then 'TRANSFERS_IN'
  when 'TRANSFER_OUT' then 'TRANSFERS_OUT'
  when 'EXPIRY' then 'EXPIRED'
end;
comment on function inventory.kind_figure(text) is
  'Which figure of a batch and of a day the movements of a kind are counted in; null for an unknown kind.';
grant execute on function inventory.kind_figure(text) to bincard_app;
