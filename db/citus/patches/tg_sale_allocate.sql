-- take_sale_set inserts in CTEs: lines are taken one by one.
-- replace
  v_many := exists (select from new_lines offset 3); -- fewer cost less one by one
-- by
  v_many := false;
