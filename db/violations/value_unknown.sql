-- Statuses and kinds that are not of their list.
select (select count(*) from inventory.sales s where s.status not in ('COMPLETED', 'PARTIALLY_REFUNDED', 'REFUNDED', 'VOIDED'))
  + (select count(*) from inventory.products p where p.status not in ('ACTIVE', 'INACTIVE', 'ARCHIVED')) as violations
