-- The lines of many transfers. $1 transfers.
select l.* from inventory.api_transfer_lines l where l."transferId" = any ($1::uuid[]) order by l."transferId", l."lineNumber"
