-- Rule:      A link is used once, before it expires, and while it is its person's newest; a revoked token and an ended session stay so.
-- Why:       a link that somebody else found in a mailbox or a log must be worth nothing afterwards: nor may it set the
--            password again when its person has chosen one by another link.
-- Guards:    user_links, api_tokens and sessions: UPDATE of the time at which they ended
-- Locks:     the link's user, after the link; who makes a link locks the user too. Of two sessions that use a link, the second
--            waits for the row and finds it used; of two that use two links of a user, one finds what the other did.
-- Ends:      links made before the user's sessions_since: a password was set since, or the user was switched off. Links to set
--            a tenant up have no user: the newest of them counts.
-- Not enforced against: the table owner and a superuser with the trigger disabled.

create or replace function inventory.refuse_access_ended(p_reason text) returns void
language plpgsql volatile set search_path = pg_catalog, pg_temp
as $$
begin
  perform inventory.refuse('access_ended', case p_reason
      when 'used' then 'The link was used already'
      when 'expired' then 'The link has expired'
      when 'unknown' then 'There is no such link'
      when 'replaced' then 'The link was replaced by a newer one'
      when 'withdrawn' then 'The link ended when a password was set or the user was switched off'
      else 'The token or session has ended' end,
    jsonb_build_object('reason', p_reason), 'Ask for a new one.');
end
$$;
comment on function inventory.refuse_access_ended(text) is
  'Refuses a link, token or session that gives no access: used, expired, unknown, replaced, withdrawn, revoked or ended.';
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

create or replace function inventory.link_ended_by(p_link inventory.user_links) returns text
language sql volatile
begin atomic
  select case
    when p_link.used_at is not null then 'used'
    when clock_timestamp() >= p_link.expires_at then 'expired'
    when exists (
      select from inventory.users u
      where u.tenant_id = p_link.tenant_id and u.id = p_link.user_id and u.sessions_since > p_link.created_at) then 'withdrawn'
    when exists (
      select from inventory.user_links l
      where l.tenant_id = p_link.tenant_id and l.user_id is not distinct from p_link.user_id
        and greatest(l.created_at, l.used_at) > p_link.created_at) then 'replaced' end;
end;
comment on function inventory.link_ended_by(inventory.user_links) is
  'Why a link gives no access any more: used, expired, withdrawn (a password was set since, or the user was switched off) or replaced (a newer one was made, or an equal one used); null while it does.';

create or replace function inventory.tg_link_over() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp
as $$
declare
  v_ended_by text;
begin
  perform inventory.check_isolation(); -- an older snapshot does not show a newer link
  perform from inventory.users u where u.tenant_id = old.tenant_id and u.id = old.user_id for no key update;
  v_ended_by := inventory.link_ended_by(old);
  if v_ended_by is not null then
    perform inventory.refuse_access_ended(v_ended_by);
  end if;
  new.used_at := clock_timestamp();
  return new;
end
$$;
comment on function inventory.tg_link_over() is 'Refuses the use of a link that is over; stamps when it was used.';

select inventory.put_trigger(t.name::regclass, '_300_access_ended', 'before update of ' || t.ended,
  format('row when (old.%I is not null)', t.ended), format('tg_access_ended(%L)', t.reason),
  'A link is used once, before it expires, and while it is its person''s newest; a revoked token and an ended session stay so.', true)
from (values ('inventory.user_links', 'used_at', 'used'), ('inventory.api_tokens', 'revoked_at', 'revoked'),
  ('inventory.sessions', 'ended_at', 'ended')) t (name, ended, reason);

select inventory.put_trigger('inventory.user_links', '_300_access_ended__over', 'before update of used_at',
  'row when (old.used_at is null)', 'tg_link_over()',
  'A link is used once, before it expires, and while it is its person''s newest; a revoked token and an ended session stay so.', true);
