-- Tallies of a batch by one person, one after the other.
select count(*) as violations from inventory.stock_count_tallies t
join inventory.stock_count_tallies n on n.tenant_id = t.tenant_id and n.stock_count_id = t.stock_count_id and n.batch_id = t.batch_id
  and n.tally_number = t.tally_number + 1
where n.actor = t.actor
