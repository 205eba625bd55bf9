-- How many entries the same filter finds. Parameters as in audit-log-page.sql.
select count(*) as count from inventory.audit_log a
where coalesce($1::text, $2::text) is null and ($3::text is null or a.entity = $3) and ($4::text is null or a.entity_id = $4)
  and ($5::text is null or a.action = $5) and ($6::timestamptz is null or a.at >= $6) and ($7::timestamptz is null or a.at <= $7)
