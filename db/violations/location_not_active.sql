-- What came to a location or was sold there after it was switched off, as it still is; and reservations made or
-- extended there since.
select (select count(*) from inventory.locations o
    join inventory.movements m on m.tenant_id = o.tenant_id and m.location_id = o.id and m.recorded_at > o.switched_off_at
    left join inventory.transfers t on t.tenant_id = m.tenant_id and t.id = m.document_id
    left join inventory.adjustments a on a.tenant_id = m.tenant_id and a.id = m.document_id
    where not o.active and (m.kind in ('SALE', 'RECEIPT', 'REFUND', 'ASSEMBLY_OUT')
      or m.kind = 'TRANSFER_IN' and t.from_location_id <> o.id
      or m.kind = 'ADJUSTMENT' and m.quantity > 0 and a.type is distinct from 'RECOUNT'))
  + (select count(*) from inventory.locations o
    join inventory.reservations r on r.tenant_id = o.tenant_id and r.location_id = o.id and greatest(r.created_at, r.extended_at) > o.switched_off_at
    where not o.active) as violations
