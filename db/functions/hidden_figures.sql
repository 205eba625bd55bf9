-- What a blind stock count does not show before a batch is settled.

create or replace function inventory.refuse_hidden_figure(p_tenant_id uuid, p_stock_count_id uuid, p_figure text) returns void
language plpgsql volatile set search_path = pg_catalog, pg_temp
as $$
begin
  if p_figure is not null and exists (
    select from inventory.stock_counts c
    join inventory.stock_count_lines l on l.tenant_id = c.tenant_id and l.stock_count_id = c.id
    where c.tenant_id = p_tenant_id and c.id = p_stock_count_id and c.blind and c.status <> 'POSTED' and l.settled_tally is null)
  then
    perform inventory.refuse('count_blind', 'The count is blind: nobody is shown this figure before the batch is settled',
      jsonb_build_object('field', p_figure, 'stockCountId', p_stock_count_id), 'Nothing was written. Ask for figures instead, which is null until then.');
  end if;
end
$$;
comment on function inventory.refuse_hidden_figure(uuid, uuid, text) is
  'Refuses (count_blind) a request whose answer is to show a figure that the lines of a blind stock count do not show yet. Called last, so that nothing is written.';
grant execute on function inventory.refuse_hidden_figure(uuid, uuid, text) to bincard_app;
