-- Stamp: when the connector of a channel has sent a correction, once: what was sent stays sent (illegal_transition).

create or replace function inventory.tg_channel_correction_stamp() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp
as $$
begin
  if old.sent_at is null then
    new.sent_at := case when new.sent_at is not null then clock_timestamp() end;
  elsif new.sent_at is distinct from old.sent_at then
    perform inventory.refuse('illegal_transition', 'The correction was sent already',
      jsonb_build_object('field', 'id', 'correctionId', old.id, 'sentAt', inventory.utc_text(old.sent_at)));
  end if;
  return new;
end
$$;
comment on function inventory.tg_channel_correction_stamp() is
  'Stamp: when a correction was sent to its channel. Refuses another time, and none.';

drop trigger if exists _100_stamp on inventory.channel_corrections;
create trigger _100_stamp before update of sent_at on inventory.channel_corrections
  for each row execute function inventory.tg_channel_correction_stamp();
comment on trigger _100_stamp on inventory.channel_corrections is
  E'Stamp: when a correction was sent to its channel.\nGuards: illegal_transition';
