-- Movements whose sign does not fit their kind.
select count(*) as violations from inventory.movements m
where case when m.kind in ('RECEIPT', 'SALE_VOID', 'REFUND', 'TRANSFER_IN', 'ASSEMBLY_VOID') then m.quantity <= 0
  when m.kind in ('RECEIPT_VOID', 'SALE', 'TRANSFER_OUT', 'EXPIRY', 'ASSEMBLY_OUT') then m.quantity >= 0 else m.quantity = 0 end
