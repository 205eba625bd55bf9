-- An UPDATE of a distributed table may call no volatile function: the rows are locked and read first, and the figures computed.
-- replace
  v_now timestamptz;
-- by
  v_now timestamptz;
  v_level record;
  v_head record;
  v_hash bytea;
-- replace 29 lines of MD5 a8bacdc2020d8c778f891f2f1b276ebe, which begin with
  update inventory.stock_levels s set
-- by
  insert into inventory.stock_levels (tenant_id, product_id, location_id)
  values (new.tenant_id, new.product_id, new.location_id) on conflict do nothing;
  select s.on_hand, s.reserved, s.reserved_until, s.last_movement_at, s.last_business_date into v_level
  from inventory.stock_levels s
  where s.tenant_id = new.tenant_id and s.product_id = new.product_id and s.location_id = new.location_id for no key update;
  select t.time_zone, t.last_closed_on into v_time_zone, v_closed_on from inventory.tenants t where t.id = new.tenant_id;
  v_now := greatest(clock_timestamp(), v_level.last_movement_at + interval '1 microsecond');
  v_on_hand := inventory.level_after(new.tenant_id, new.product_id, new.location_id, v_level.on_hand, v_quantity);
  if v_level.reserved_until <= v_at then
    v_level.reserved := inventory.live_reserved(new.tenant_id, new.product_id, new.location_id, v_at);
    v_level.reserved_until := inventory.live_reserved_until(new.tenant_id, new.product_id, new.location_id, v_at);
  end if;
  v_latest := greatest(coalesce(v_given, inventory.business_date(v_time_zone, clock_timestamp())), v_level.last_business_date);
  new.business_date := coalesce(v_given, v_latest);
  update inventory.stock_levels s set on_hand = v_on_hand, reserved = v_level.reserved, reserved_until = v_level.reserved_until,
    last_movement_at = v_now, last_business_date = v_latest
  where s.tenant_id = new.tenant_id and s.product_id = new.product_id and s.location_id = new.location_id;
-- replace 8 lines of MD5 a915c7398c1eefc806dd4d96fc4c90aa, which begin with
  update inventory.batch_stock b set
-- by
  select b.head_hash, b.sequence, b.quantity into v_head from inventory.batch_stock b
  where b.tenant_id = new.tenant_id and b.batch_id = new.batch_id and b.location_id = new.location_id for no key update;
  v_hash := inventory.movement_hash(v_head.head_hash, new.tenant_id, new.id, new.kind, new.product_id, new.batch_id,
    new.location_id, v_quantity, v_head.sequence + 1, v_head.quantity, new.business_date, v_now, new.actor, new.reason,
    new.reverses_id, new.document_type, new.document_id, new.document_line_id);
  update inventory.batch_stock b set
    quantity = b.quantity + v_quantity,
    in_stock = b.quantity + v_quantity > 0,
    sequence = b.sequence + 1,
    last_business_date = new.business_date,
    head_hash = v_hash,
