-- Links, sessions and tokens that end before they begin, or much later.
select (select count(*) from inventory.api_tokens t where extract(epoch from t.expires_at - t.created_at) not between 0 and 366 * 86400)
  + (select count(*) from inventory.user_links l where extract(epoch from l.expires_at - l.created_at) not between 0 and 1800)
  + (select count(*) from inventory.sessions s where extract(epoch from s.expires_at - s.created_at) not between 0 and 14 * 86400) as violations
