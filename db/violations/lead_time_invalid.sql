-- Lead times below 0 and of more than ten years.
select count(*) as violations from inventory.suppliers s where s.lead_time_days < 0 or s.lead_time_days > 3650
