-- Rule:      A key of a source is imported once, unless the receipt of its batch was voided, and so are keys of one product that differ only in case, blanks or the like; a batch belongs to one key of a source.
-- Why:       stock would be counted twice. A voided receipt was never received: its key may come in again, as corrected.
-- Guards:    product_mappings, UPDATE of batch_id; the unique keys of the table guard the rest.
-- Locks:     none of its own: the key's row; a voided batch stays voided.
-- Not enforced against: the table owner and a superuser with the trigger disabled.

create or replace function inventory.tg_external_key_taken() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp
as $$
begin
  if not exists (
    select from inventory.batches b where b.tenant_id = old.tenant_id and b.id = old.batch_id and b.voided_at is not null)
  then
    perform inventory.refuse('external_key_taken', format('The key %s has come in before', old.external_key),
      jsonb_build_object('field', 'key', 'key', old.external_key, 'batchId', old.batch_id),
      'Void the receipt of its batch, if the goods never came.');
  end if;
  return new;
end
$$;
comment on function inventory.tg_external_key_taken() is
  'Refuses another batch for a key that has come in, unless the receipt of that batch was voided.';

select inventory.put_trigger('inventory.product_mappings', '_300_external_key_taken', 'before update of batch_id', 'row',
  'tg_external_key_taken()', 'A key of a source is imported once, unless the receipt of its batch was voided, and so are keys of one product that differ only in case, blanks or the like; a batch belongs to one key of a source.',
  true);
