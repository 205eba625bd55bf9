-- Stamp: who invited a user and when; when a link, a session and a token begin, and whose a token is.
--
-- Whose:     a token acts as the actor who made it. Where that is a user's email, the token is the user's: it is dead while
--            the user is switched off, and has no more rights than the user.
-- Sessions:  a user who is switched off and on again signs in again.

create or replace function inventory.tg_user_stamp() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp
as $$
begin
  if tg_op = 'INSERT' then
    new.created_at := clock_timestamp();
    new.created_by := inventory.current_actor();
    new.sessions_since := new.created_at;
  elsif old.active and not new.active then
    new.sessions_since := clock_timestamp();
  end if;
  return new;
end
$$;
comment on function inventory.tg_user_stamp() is 'Stamp: who invited a user and when; since when the user''s sessions count.';

drop trigger if exists _100_stamp on inventory.users;
create trigger _100_stamp before insert or update of active on inventory.users
  for each row execute function inventory.tg_user_stamp();
comment on trigger _100_stamp on inventory.users is 'Stamp: who invited a user and when; since when the user''s sessions count.';

create or replace function inventory.tg_user_link_stamp() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp
as $$
begin
  -- Whoever uses an older link of the user holds this lock, and so is either before this one or refused by it.
  perform from inventory.users u where u.tenant_id = new.tenant_id and u.id = new.user_id for no key update;
  new.created_at := clock_timestamp();
  new.created_by := inventory.current_actor();
  new.used_at := null;
  return new;
end
$$;
comment on function inventory.tg_user_link_stamp() is 'Stamp: who made a link and when.';

drop trigger if exists _100_stamp on inventory.user_links;
create trigger _100_stamp before insert on inventory.user_links
  for each row execute function inventory.tg_user_link_stamp();
comment on trigger _100_stamp on inventory.user_links is 'Stamp: who made a link and when.';

create or replace function inventory.tg_api_token_stamp() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp
as $$
begin
  new.created_at := clock_timestamp();
  new.actor := inventory.current_actor();
  new.last_used_at := null;
  new.revoked_at := null;
  new.user_id := (
    select u.id from inventory.users u where u.tenant_id = new.tenant_id and u.email_key = inventory.code_key(new.actor));
  if new.user_id is not null then
    new.actor := inventory.code_key(new.actor);
  end if;
  return new;
end
$$;
comment on function inventory.tg_api_token_stamp() is 'Stamp: when a token was made, and whose it is.';

drop trigger if exists _100_stamp on inventory.api_tokens;
create trigger _100_stamp before insert on inventory.api_tokens
  for each row execute function inventory.tg_api_token_stamp();
comment on trigger _100_stamp on inventory.api_tokens is 'Stamp: when a token was made, and whose it is.';
