-- The checkpoint of a day computed anew. $1 day, $2 the hash of the day before it in hex.
select encode(c.hash, 'hex') as hash from inventory.checkpoint($1::date, decode($2::text, 'hex')) c
