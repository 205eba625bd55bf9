-- Rule:      An anchor says what the movements of its chain up to its closed day say; closing the day writes it, and nothing changes it.
-- Why:       verification and comparison begin at anchors. A false one would hide what was done to the movements before it.
-- Guards:    chain_anchors: INSERT by any role but the ledger's, which computes them (closed_day_stamp.sql); UPDATE, DELETE and
--            TRUNCATE always
-- Locks:     none
-- Not enforced against: the table owner and a superuser with the triggers disabled. The checkpoint of the day is over its anchors,
--            and a full verification computes each anchor again.

create or replace function inventory.tg_anchor_false() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp
as $$
begin
  perform inventory.refuse('anchor_false', 'Anchors are written by closing a day, and never changed',
    jsonb_build_object('operation', tg_op), 'Close the day: its anchors are computed from the movements.');
  return null;
end
$$;
comment on function inventory.tg_anchor_false() is 'Refuses every write of an anchor that is not the closing of its day.';

select
  inventory.put_trigger('inventory.chain_anchors', '_300_anchor_false__insert', 'before insert',
    'statement when (current_user <> ''bincard_ledger''::text)', 'tg_anchor_false()',
    'An anchor says what the movements of its chain up to its closed day say; closing the day writes it, and nothing changes it.'),
  inventory.put_trigger('inventory.chain_anchors', '_300_anchor_false', 'before update or delete', 'statement', 'tg_anchor_false()',
    'An anchor says what the movements of its chain up to its closed day say; closing the day writes it, and nothing changes it.',
    p_always => true),
  inventory.put_trigger('inventory.chain_anchors', '_300_anchor_false__truncate', 'before truncate', 'statement', 'tg_anchor_false()',
    'An anchor says what the movements of its chain up to its closed day say; closing the day writes it, and nothing changes it.',
    p_always => true);
