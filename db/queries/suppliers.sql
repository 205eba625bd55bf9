-- Suppliers, and what they sell.

-- name: supplier_by_code :optional
-- The supplier of a code, in whatever case it is written.
select s.* from inventory.api_suppliers s
where s.id = (select k.id from inventory.suppliers k where k.code_key = inventory.code_key(:code));

-- name: suppliers_by_code :many
-- Every supplier, in the order of codes.
select s.* from inventory.api_suppliers s order by s.code;

-- name: supplier_products_page :many :page
-- A page of what suppliers sell, of a supplier or of a product, in the order in which it was added.
select p.* from inventory.api_supplier_products p
where (:after::uuid is null or p.id > :after) and (:before::uuid is null or p.id < :before)
  and (:supplierId::uuid is null or p."supplierId" = :supplierId) and (:productId::uuid is null or p."productId" = :productId)
order by p.id limit :limit;

-- name: supplier_products_count :one :unprepared :by_index
-- How many rows the filters of supplier_products_page find.
select count(*) as count, count(*) > inventory.exact_count() as more from (
  select from inventory.api_supplier_products p
  where (:supplierId::uuid is null or p."supplierId" = :supplierId) and (:productId::uuid is null or p."productId" = :productId)
  limit inventory.exact_count() + 1) r;
