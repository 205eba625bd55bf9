-- take_sale_set inserts in CTEs: lines are taken one by one.
-- replace
  select count(*) > 3, bool_or(l.kit) into v_many, v_kits from new_lines l; -- fewer cost less one by one
-- by
  select false, bool_or(l.kit) into v_many, v_kits from new_lines l;
