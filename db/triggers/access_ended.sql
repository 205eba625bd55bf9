-- Rule:      A link is used once and before it expires; a revoked token and an ended session stay so.
-- Why:       a link that somebody else found in a mailbox or a log must be worth nothing afterwards.
-- Guards:    user_links, api_tokens and sessions: UPDATE of the time at which they ended
-- Locks:     none: of two sessions that use a link, the second waits for the row and finds it used.
-- Not enforced against: the table owner and a superuser with the trigger disabled.

create or replace function inventory.refuse_access_ended(p_reason text) returns void
language plpgsql volatile set search_path = pg_catalog, pg_temp
as $$
begin
  perform inventory.refuse('access_ended', case p_reason
      when 'used' then 'The link was used already'
      when 'expired' then 'The link has expired'
      when 'unknown' then 'There is no such link'
      else 'The token or session has ended' end,
    jsonb_build_object('reason', p_reason), 'Ask for a new one.');
end
$$;
comment on function inventory.refuse_access_ended(text) is
  'Refuses a link, token or session that gives no access: used, expired, unknown, revoked or ended.';
grant execute on function inventory.refuse_access_ended(text) to bincard_app;

create or replace function inventory.tg_access_ended() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp
as $$
begin
  perform inventory.refuse_access_ended(tg_argv[0]);
  return null;
end
$$;
comment on function inventory.tg_access_ended() is 'Refuses to change the end of what gives access.';

create or replace function inventory.tg_link_expired() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp
as $$
begin
  if clock_timestamp() >= old.expires_at then
    perform inventory.refuse_access_ended('expired');
  end if;
  new.used_at := clock_timestamp();
  return new;
end
$$;
comment on function inventory.tg_link_expired() is 'Refuses the use of a link that has expired; stamps when it was used.';

select inventory.put_trigger(t.name::regclass, '_300_access_ended', 'before update of ' || t.ended,
  format('row when (old.%I is not null)', t.ended), format('tg_access_ended(%L)', t.reason),
  'A link is used once and before it expires; a revoked token and an ended session stay so.', true)
from (values ('inventory.user_links', 'used_at', 'used'), ('inventory.api_tokens', 'revoked_at', 'revoked'),
  ('inventory.sessions', 'ended_at', 'ended')) t (name, ended, reason);

select inventory.put_trigger('inventory.user_links', '_300_access_ended__expired', 'before update of used_at',
  'row when (old.used_at is null)', 'tg_link_expired()',
  'A link is used once and before it expires; a revoked token and an ended session stay so.', true);
