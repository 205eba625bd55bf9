-- Rule:      Nobody gives a user or an API token a role above his own.
-- Why:       otherwise a clerk's token could make one that approves what the clerk asked for.
-- Guards:    users and api_tokens: INSERT, and UPDATE of role
-- Locks:     none
-- Not enforced against: the table owner and a superuser with the trigger disabled; a person who can set app.role.

create or replace function inventory.role_rank(p_role text) returns integer
language sql immutable
return array_position(inventory.roles(), p_role);
comment on function inventory.role_rank(text) is 'The place of a role among the roles; null where there is none of that name.';
grant execute on function inventory.role_rank(text) to bincard_app;

create or replace function inventory.tg_role_exceeds_own() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp
as $$
declare
  v_own constant text := nullif(current_setting('app.role', true), '');
  v_given text := new.role;
begin
  if tg_op = 'UPDATE' and inventory.role_rank(old.role) > inventory.role_rank(new.role) then
    v_given := old.role; -- nor takes one away
  end if;
  if inventory.role_rank(v_given) > coalesce(inventory.role_rank(v_own), 0) then
    perform inventory.refuse('role_exceeds_own', format('The role %s is above that of the session, %s', v_given, coalesce(v_own, 'none')),
      jsonb_build_object('field', 'role', 'role', v_given, 'own', v_own), 'Ask somebody with that role.');
  end if;
  return new;
end
$$;
comment on function inventory.tg_role_exceeds_own() is 'Refuses a user or a token of a role above that of the session.';

select inventory.put_trigger(t::regclass, '_300_role_exceeds_own', 'before insert or update of role', 'row', 'tg_role_exceeds_own()',
  'Nobody gives a user or an API token a role above his own.', true)
from unnest(array['inventory.users', 'inventory.api_tokens']) t;
