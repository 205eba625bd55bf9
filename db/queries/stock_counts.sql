-- Stock counts.

-- name: stock_counts_by_id :many
-- Stock counts by their ids.
-- keys: :ids are id
select x.* from inventory.api_stock_counts x where x.id = any (:ids::uuid[]);

-- name: stock_counts_page :many :unprepared
-- A page of stock counts in the order they were started.
select c.* from inventory.api_stock_counts c
where (:after::uuid is null or c.id > :after) and (:status::text is null or c.status = :status) and (:locationId::uuid is null or c."locationId" = :locationId)
order by c.id limit :limit;

-- name: stock_counts_count :one :unprepared :by_index
-- How many stock counts the filters of stock_counts_page find.
select count(*) as count from inventory.api_stock_counts c
where (:status::text is null or c.status = :status) and (:locationId::uuid is null or c."locationId" = :locationId);

-- name: stock_count_lines_by_count :many
-- The lines of stock counts, in the order they were made.
-- keys: :stockCountIds are stockCountId
select l.* from inventory.api_stock_count_lines l where l."stockCountId" = any (:stockCountIds::uuid[]) order by l."stockCountId", l.id;
