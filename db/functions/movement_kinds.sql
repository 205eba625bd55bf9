-- What each kind of movement is. A new kind is added here, and to MovementKind in src/schema/enums.ts.

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
