-- Adjustments that bring in what is damaged, lost, stolen or given away, or take out what is returned.
select count(*) as violations from inventory.adjustments a
where a.type in ('DAMAGE', 'LOSS', 'THEFT', 'SAMPLE') and a.base_quantity > 0 or a.type = 'RETURN' and a.base_quantity < 0
