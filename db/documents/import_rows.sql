-- Imports: a set of rows of a file, in one transaction that the caller ends; a dry run is one that it rolls back.
--
-- How:       rows are written as a set. Where one of them is refused, the set is taken back and each half is written as one,
--            until the refused row is alone and gets its own refusal. What is checked at COMMIT is checked before a set ends.
-- Locks:     one import of a kind at a time in a tenant, by an advisory lock until the transaction ends: two runs of one file
--            bring each row in once, and a dry run sees what the live one before it has written.

create or replace function inventory.import_set(p_tenant_id uuid, p_identity jsonb, p_input jsonb, p_rows jsonb[]) returns jsonb
language plpgsql volatile set search_path = pg_catalog, pg_temp
as $$
begin
  return case p_input ->> 'kind'
    when 'STOCK' then inventory.import_stock(p_tenant_id, p_identity, p_input, p_rows)
    when 'PRODUCTS' then inventory.import_products(p_tenant_id, p_identity, p_input, p_rows)
    when 'CHANNEL' then inventory.import_channel(p_tenant_id, p_identity, p_input, p_rows)
    else ( -- row by row
      select jsonb_agg(case p_input ->> 'kind'
        when 'LOCATIONS' then inventory.import_location(p_tenant_id, p_identity, p_input, r.line)
        when 'SUPPLIERS' then inventory.import_supplier(p_tenant_id, p_identity, p_input, r.line)
        when 'PRICES' then inventory.import_price(p_tenant_id, p_identity, p_input, r.line) end order by r.n)
      from (select * from unnest(p_rows) with ordinality u (line, n) order by u.n offset 0) r)
  end;
end
$$;
comment on function inventory.import_set(uuid, jsonb, jsonb, jsonb[]) is 'Writes rows of a file as a set; a refusal of one is the refusal of all.';

create or replace function inventory.import_in_halves(p_tenant_id uuid, p_identity jsonb, p_input jsonb, p_rows jsonb[]) returns jsonb
language plpgsql volatile set search_path = pg_catalog, pg_temp
as $$
declare
  v_half constant integer := cardinality(p_rows) / 2;
  v_results jsonb;
  v_code text;
  v_message text;
  v_constraint text;
  v_table text;
  v_type text;
  v_column text;
  v_detail text;
  v_hint text;
begin
  begin
    v_results := case when p_input ? 'dryRunId' or p_input ? 'compare' then inventory.import_shown(p_tenant_id, p_identity, p_input, p_rows)
      else inventory.import_set(p_tenant_id, p_identity, p_input, p_rows) end;
    set constraints all immediate;
    set constraints all deferred;
    return v_results;
  exception
    -- Of the whole run, not of a row. A role that may not write one row may write none.
    when deadlock_detected or lock_not_available or serialization_failure or insufficient_privilege then
      raise;
    when sqlstate 'BCSTL' then
      if cardinality(p_rows) = 1 then
        get stacked diagnostics v_detail = pg_exception_detail;
        return jsonb_build_array(v_detail::jsonb);
      end if;
    when others then
      if cardinality(p_rows) = 1 then
        get stacked diagnostics v_code = returned_sqlstate, v_message = message_text, v_constraint = constraint_name, v_table = table_name,
          v_type = pg_datatype_name, v_column = column_name, v_detail = pg_exception_detail, v_hint = pg_exception_hint;
        return jsonb_build_array(jsonb_build_object('row', p_rows[1] -> 'row', 'error', jsonb_strip_nulls(jsonb_build_object('code', v_code,
          'message', v_message, 'constraint', nullif(v_constraint, ''), 'table', nullif(v_table, ''), 'column', nullif(v_column, ''),
          'detail', nullif(v_detail, ''), 'hint', nullif(v_hint, ''),
          'raised', v_constraint <> '' and v_table = '' and v_type = ''))));
      end if;
  end;
  return inventory.import_in_halves(p_tenant_id, p_identity, p_input, p_rows[: v_half])
    || inventory.import_in_halves(p_tenant_id, p_identity, p_input, p_rows[v_half + 1 :]);
end
$$;
comment on function inventory.import_in_halves(uuid, jsonb, jsonb, jsonb[]) is
  'Writes rows of a file; in halves where one of them is refused.';

create or replace function inventory.import_rows(p_identity jsonb, p_input jsonb) returns jsonb
language plpgsql volatile set search_path = pg_catalog, pg_temp
as $$
declare
  v_tenant_id uuid := inventory.identify(p_identity);
  v_rows constant jsonb[] := array(select r.line from jsonb_array_elements(p_input -> 'rows') with ordinality r (line, n) order by r.n);
  v_results jsonb;
begin
  perform pg_advisory_xact_lock(hashtextextended(format('import %s %s', p_input ->> 'kind', v_tenant_id), 0));
  if coalesce((p_input ->> 'check')::boolean, false) then
    begin
      v_results := inventory.import_in_halves(v_tenant_id, p_identity, p_input - array['rows', 'dryRunId', 'compare'], v_rows);
      perform inventory.end_dry_run();
    exception when sqlstate 'BCDRY' then
      null;
    end;
  else
    v_results := inventory.import_in_halves(v_tenant_id, p_identity, p_input - 'rows', v_rows);
  end if;
  return coalesce(v_results, '[]');
end
$$;
comment on function inventory.import_rows(jsonb, jsonb) is
  'Brings rows of a file in {"kind", "runId", "fileHash", "reference", "channel" of that kind, "delivery" of stock, "rows": [{"row", and the fields of the kind}], "check": true to write nothing, "compare": true to say what each row changes, "dryRunId": the run whose rows are to do what was shown}. Returns for each, in their order, {"row", "outcome": created, updated or unchanged, "isKnown": another file has brought it in, "subject", "changes" and "hash" (import_change)}, {"row", "problems"} or {"row", "error"} of the rule that refused it.';

grant execute on function inventory.import_set(uuid, jsonb, jsonb, jsonb[]), inventory.import_in_halves(uuid, jsonb, jsonb, jsonb[]),
  inventory.import_rows(jsonb, jsonb) to bincard_app;
