-- One unit of the new sale comes back.
insert into inventory.refunds (tenant_id, id, sale_id, reason) values (:tenant, :new_refund, :new_sale, 'came back');
insert into inventory.refund_lines (tenant_id, id, refund_id, sale_line_id, quantity)
values (:tenant, inventory.uuid_v7(), :new_refund, :new_line, 1);
