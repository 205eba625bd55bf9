-- Transfer lines, arrivals and closings whose transfer is missing, and arrivals of a line of another transfer.
select (select count(*) from (
    select l.tenant_id, l.transfer_id from inventory.transfer_lines l
    union all
    select a.tenant_id, a.transfer_id from inventory.transfer_arrivals a
    union all
    select c.tenant_id, c.transfer_id from inventory.transfer_closings c) d
    left join inventory.transfers t on t.tenant_id = d.tenant_id and t.id = d.transfer_id where t.id is null)
  + (select count(*) from inventory.transfer_arrivals a
    left join inventory.transfer_lines l on l.tenant_id = a.tenant_id and l.id = a.transfer_line_id and l.transfer_id = a.transfer_id
    where l.id is null) as violations
