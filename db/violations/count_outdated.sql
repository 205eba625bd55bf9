-- Variances posted on a balance that the count had not seen. A figure without a variance leaves no movement to check.
select count(*) as violations from inventory.movements m
join inventory.stock_count_lines l on l.tenant_id = m.tenant_id and l.id = m.document_line_id
where m.kind = 'COUNT' and m.sequence <> l.seen_sequence + 1
