-- Statuses and kinds that are not in their list.
select (select count(*) from inventory.sales s where s.status not in ('COMPLETED', 'PARTIALLY_REFUNDED', 'REFUNDED', 'VOIDED'))
  + (select count(*) from inventory.products p where p.status not in ('ACTIVE', 'INACTIVE', 'ARCHIVED') or p.kind not in ('GOODS', 'KIT'))
  + (select count(*) from inventory.lots l where l.hold not in ('QUARANTINED', 'RECALLED'))
  + (select count(*) from inventory.batches b where b.hold not in ('QUARANTINED', 'RECALLED'))
  + (select count(*) from inventory.adjustments a where a.status not in ('PENDING', 'APPROVED', 'REJECTED', 'COMPLETED')
    or a.type not in ('DAMAGE', 'LOSS', 'THEFT', 'SAMPLE', 'RECOUNT', 'RETURN', 'OTHER'))
  + (select count(*) from inventory.transfers t where t.status not in ('REQUESTED', 'APPROVED', 'DISPATCHED',
    'PARTIALLY_RECEIVED', 'FULFILLED', 'CANCELLED'))
  + (select count(*) from inventory.assemblies a where a.status not in ('COMPLETED', 'VOIDED'))
  + (select count(*) from inventory.purchase_orders o where o.status not in ('DRAFT', 'ORDERED', 'PARTIALLY_RECEIVED', 'RECEIVED',
    'CLOSED_SHORT', 'CANCELLED'))
  + (select count(*) from inventory.transfer_closings c where c.status not in ('PENDING', 'APPROVED', 'REJECTED'))
  + (select count(*) from inventory.refund_lines l where l.disposition not in ('RESTOCK', 'QUARANTINE', 'SCRAP'))
  + (select count(*) from inventory.stock_counts c where c.status not in ('OPEN', 'POSTED', 'CANCELLED'))
  + (select count(*) from inventory.count_plans n where n.class not in ('A', 'B', 'C'))
  + (select count(*) from inventory.count_classes k where k.class not in ('A', 'B', 'C'))
  + (select count(*) from inventory.stock_count_reasons r where r.reason not in ('DAMAGE', 'THEFT', 'MISPLACED', 'MIXED_UP',
    'SALE_NOT_RECORDED', 'RECEIPT_NOT_RECORDED', 'TRANSFER_NOT_RECORDED', 'WRONG_UNIT', 'MISCOUNTED', 'OTHER'))
  + (select count(*) from inventory.stock_count_entries e where e.mode not in ('SET', 'ADD'))
  + (select count(*) from inventory.reservations r where r.status not in ('ACTIVE', 'COMMITTED', 'RELEASED', 'EXPIRED'))
  + (select count(*) from inventory.sync_sources s where s.in_stock_values && s.sold_values or s.export_value <> all (s.sold_values))
  + (select count(*) from inventory.sync_runs r where r.direction not in ('IMPORT', 'EXPORT') or r.trigger not in ('MANUAL', 'SCHEDULED'))
  + (select count(*) from inventory.users u where u.role not in ('viewer', 'clerk', 'manager', 'admin'))
  + (select count(*) from inventory.api_tokens t where t.role not in ('viewer', 'clerk', 'manager', 'admin'))
  + (select count(*) from inventory.import_runs r where r.kind not in ('PRODUCTS', 'STOCK', 'LOCATIONS', 'CHANNEL', 'SUPPLIERS', 'PRICES'))
  + (select count(*) from inventory.product_mappings m where m.status not in ('IN_STOCK', 'SOLD'))
  + (select count(*) from inventory.webhooks w where w.events = '{}' or exists (select from unnest(w.events) e
    where e is null or e !~ '^(movement\.(receipt|sale|refund|adjustment|transfer|stock_count|expiry_write_off|assembly)|stock\.low|batch\.expir(ing|ed)|chain\.broken|approval\.(wanted|decided)|day\.(closed|signed))$'))
  + (select count(*) from inventory.stock_alerts a where a.kind not in ('LOW_STOCK', 'EXPIRING', 'EXPIRED')) as violations
