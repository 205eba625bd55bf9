-- Rule:      Days are archived when nothing that left in them is still in transit, and webhooks were sent what moved in them.
-- Why:       what is in transit is known from the movements that took it out, and a webhook is told of movements that are there.
-- Guards:    archives, INSERT, after archive_false, before the movements leave. A reversal is never of an earlier day than what
--            it reverses (business_date_out_of_order), so no movement that stays is reversed by one that leaves
-- Locks:     none of its own: a transfer does not come into transit again, and a new webhook begins with what comes
-- Not enforced against: the table owner and a superuser with the trigger disabled.

create or replace function inventory.tg_archive_too_early() returns trigger
language plpgsql security definer -- the writer may not see webhooks
set search_path = pg_catalog, pg_temp
as $$
declare
  v_facts constant jsonb := jsonb_build_object('field', 'businessDate', 'businessDate', new.business_date);
  v_transfer record;
  v_webhook record;
begin
  perform inventory.check_tenant(new.tenant_id);
  select t.id, t.status, m.business_date into v_transfer
  from inventory.transfers t
  join inventory.movements m on m.tenant_id = t.tenant_id and m.document_id = t.id and m.kind = 'TRANSFER_OUT'
    and m.business_date <= new.business_date
  where t.tenant_id = new.tenant_id and t.status in ('DISPATCHED', 'PARTIALLY_RECEIVED')
  order by m.business_date, t.id limit 1;
  if found then
    perform inventory.refuse('archive_too_early', format('A transfer of %s is still %s', v_transfer.business_date, v_transfer.status),
      v_facts || jsonb_build_object('transferId', v_transfer.id, 'status', v_transfer.status, 'dispatchedOn', v_transfer.business_date),
      'Receive it, cancel it or close it short first, or archive the days before it.');
  end if;

  select w.id, w.url, m.business_date into v_webhook
  from inventory.webhooks w
  join inventory.movements m on m.tenant_id = w.tenant_id and m.business_date <= new.business_date
    and (m.transaction_id, m.id) > (w.transaction_id, w.event_id) and 'movement.' || lower(m.document_type) = any (w.events)
  where w.tenant_id = new.tenant_id and w.deleted_at is null
  order by m.business_date, w.id limit 1;
  if found then
    perform inventory.refuse('archive_too_early', format('A webhook has not been sent what moved on %s', v_webhook.business_date),
      v_facts || jsonb_build_object('webhookId', v_webhook.id, 'unsentOn', v_webhook.business_date),
      'Let bincard worker deliver it, or delete the webhook.');
  end if;

  return new;
end
$$;
comment on function inventory.tg_archive_too_early() is
  'Refuses to archive days whose movements later documents or webhooks still need.';

drop trigger if exists _300_archive_too_early on inventory.archives;
create trigger _300_archive_too_early before insert on inventory.archives
  for each row execute function inventory.tg_archive_too_early();
comment on trigger _300_archive_too_early on inventory.archives is
  'Days are archived when nothing that left in them is still in transit, and webhooks were sent what moved in them.';
