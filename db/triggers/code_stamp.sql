-- Stamp: a code that somebody typed is stored clean (functions/codes.sql), whoever writes it. A code of which nothing is left is
-- refused by the column's CHECK (text_invalid), as is an unclean one that came past this trigger.
--
-- Tables:    those that declare it with clean_codes. The stamps of sales and batches clean their numbers themselves, since
--            every sale writes one.

create or replace function inventory.tg_clean_code() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp
as $$
begin
  -- The trigger's condition lets only unclean codes come here.
  return jsonb_populate_record(new, jsonb_build_object(tg_argv[0], inventory.clean_code(to_jsonb(new) ->> tg_argv[0])));
end
$$;
comment on function inventory.tg_clean_code() is 'Stamp: a code is stored clean; the column is the trigger''s argument.';

create or replace function inventory.clean_codes(p_table regclass, variadic p_columns text[]) returns void
language plpgsql volatile set search_path = pg_catalog, pg_temp
as $$
declare
  v_column text;
begin
  foreach v_column in array p_columns loop
    execute format('create or replace trigger %1$I before insert or update of %2$I on %3$s for each row '
      'when (new.%2$I is distinct from inventory.clean_code(new.%2$I)) execute function inventory.tg_clean_code(%2$L)',
      '_100_clean_' || v_column, v_column, p_table);
    execute format('comment on trigger %I on %s is %L', '_100_clean_' || v_column, p_table, 'Stamp: a code is stored clean.');
  end loop;
end
$$;
comment on function inventory.clean_codes(regclass, text[]) is
  'Codes in these columns of a table are cleaned before they are stored: trimmed, in Unicode NFC, without invisible characters.';
