-- What a blind stock count does not show before a batch is settled.

create or replace function inventory.refuse_hidden_figure(p_tenant_id uuid, p_stock_count_id uuid, p_figure text) returns void
language plpgsql volatile set search_path = pg_catalog, pg_temp
as $$
begin
  if p_figure is not null and exists (
    select from inventory.api_stock_count_lines l
    where l."tenantId" = p_tenant_id and l."stockCountId" = p_stock_count_id and l.hidden)
  then
    perform inventory.refuse('count_blind', 'The batch is counted blind: nobody is shown this figure before it is settled',
      jsonb_build_object('field', p_figure, 'stockCountId', p_stock_count_id), 'Nothing was written. Ask for figures instead, which is null until then.');
  end if;
end
$$;
comment on function inventory.refuse_hidden_figure(uuid, uuid, text) is
  'Refuses (count_blind) a request whose answer is to show a figure that the lines of a blind stock count do not show yet. Called last, so that nothing is written.';
grant execute on function inventory.refuse_hidden_figure(uuid, uuid, text) to bincard_app;
