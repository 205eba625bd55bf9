-- There is no INSERT in a CTE: the movements of every receipt are posted one by one, as those of a backdated one.
-- replace
  if v_receipt.backdated then
-- by
  if true then
