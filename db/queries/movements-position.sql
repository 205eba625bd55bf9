-- The position after everything that is committed for good: what movements-since.sql goes on from.
select (pg_snapshot_xmin(pg_current_snapshot())::text::numeric - 1)::text as "transactionId"
