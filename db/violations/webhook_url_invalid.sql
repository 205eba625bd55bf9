-- Webhooks whose URL is none of a host over HTTP, or carries a user, a fragment or blanks.
select count(*) as violations from inventory.webhooks w
where length(w.url) > 2000 or not starts_with(w.url, 'https://') and not starts_with(w.url, 'http://')
  or split_part(w.url, '/', 3) in ('', '@') or strpos(split_part(split_part(w.url, '/', 3), '?', 1), '@') > 0
  or w.url ~ '[[:space:][:cntrl:]#\\]'
