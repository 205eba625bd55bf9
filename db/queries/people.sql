-- Users and API tokens.

-- name: users :many
-- The tenant's users, by name.
-- not null: role
select u.id, u.email, u.name, upper(u.role) as role, u.active, inventory.utc_text(u.last_sign_in_at) as "lastSignInAt"
from inventory.users u
order by u.name collate "C", u.id;

-- name: user_of_actor :optional
-- The user who has an actor's name.
-- not null: role
select u.id, u.email, u.name, upper(u.role) as role, u.active, inventory.utc_text(u.last_sign_in_at) as "lastSignInAt"
from inventory.users u
where u.email_key = inventory.code_key(:actor::text);

-- name: api_tokens :many
-- API tokens, the newest first: all, or those that act as an actor. effectiveRole: what counts, the least of its role and its user's.
-- not null: role, effectiveRole
select t.id, t.name, upper(t.role) as role, inventory.effective_role(t.role, t.tenant_id, t.user_id) as "effectiveRole", t.actor, inventory.utc_text(t.created_at) as "createdAt", inventory.utc_text(t.expires_at) as "expiresAt",
  inventory.utc_text(t.last_used_at) as "lastUsedAt", t.revoked_at is not null as revoked
from inventory.api_tokens t
where :actor::text is null or t.actor = :actor
order by t.id desc
limit 1000;
