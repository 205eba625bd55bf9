-- Codes: what people type and scan to name something, such as a SKU or a location's code. One definition for every column:
-- clean_code is how a code is stored, code_key is what it is compared by. Neither depends on the locale of the database.
--
-- White space:  within a code, each run of white space of any kind is one space. Two spaces, a tab or a no-break space between
--               the same words look like one space on a label and in a list, so they are the same code.
-- Not changed:  case, leading zeros, and anything that can be seen. Full-width and other compatibility forms stay apart.
-- Two of each:  clean_code and code_key answer for visible ASCII, which is almost every code, and call clean_text and text_key
--               for the others.
-- PL/pgSQL:     PostgreSQL prepares a CHECK, a generated column or a trigger's condition anew in every statement. There a
--               function of one SQL expression, which is put in its place, was measured at 20 to 30 us, and this at 6 to 8.

create or replace function inventory.clean_text(p_text text) returns text
language plpgsql immutable strict parallel safe set search_path = pg_catalog, pg_temp
as $$
declare
  -- Control characters (white space is not among them), and what Unicode calls ignorable by default: zero-width and joining
  -- characters, marks of direction, soft hyphens, variation selectors, fillers, tags; and the anchors of annotations.
  v_invisible constant text := '[\u0001-\u0008\u000e-\u001f\u007f-\u0084\u0086-\u009f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5'
    '\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb'
    '\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff]';
  v_white_space constant text := '[\u0009-\u000d\u0020\u0085\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u2800\u3000]+';
begin
  return normalize(btrim(regexp_replace(
    regexp_replace(p_text collate "C", v_invisible, '', 'g'), v_white_space, ' ', 'g'), ' '), NFC);
end
$$;
comment on function inventory.clean_text(text) is 'clean_code for any text.';

create or replace function inventory.clean_code(p_code text) returns text
language plpgsql immutable strict parallel safe set search_path = pg_catalog, pg_temp
as $$
begin
  return case when p_code collate "C" ~ '^[!-~]+$' then p_code else inventory.clean_text(p_code) end;
end
$$;
comment on function inventory.clean_code(text) is
  'A code as it is stored: trimmed of every kind of white space, each run of it inside made one space, without control, invisible and direction characters, in Unicode NFC. Empty where nothing visible is left.';

create or replace function inventory.text_key(p_text text) returns text
language plpgsql immutable strict parallel safe set search_path = pg_catalog, pg_temp
as $$
begin
  -- With "C", lower() changes A to Z only; fold_case has the others.
  return normalize(inventory.fold_case(lower(normalize(inventory.clean_text(p_text), NFD) collate "C")), NFC);
end
$$;
comment on function inventory.text_key(text) is 'code_key for any text.';

create or replace function inventory.code_key(p_code text) returns text
language plpgsql immutable strict parallel safe set search_path = pg_catalog, pg_temp
as $$
begin
  return case when p_code collate "C" ~ '^[!-~]+$' then lower(p_code collate "C") else inventory.text_key(p_code) end;
end
$$;
comment on function inventory.code_key(text) is
  'What a code is unique and found by: clean_code without regard to case. Two codes with the same key are the same code.';

create or replace function inventory.is_gtin(p_code text) returns boolean
language plpgsql immutable strict parallel safe set search_path = pg_catalog, pg_temp
as $$
begin
  return p_code ~ '^([0-9]{8}|[0-9]{12,14})$' and (
    select sum(substr(lpad(p_code, 14, '0'), n, 1)::integer * case when n % 2 = 1 then 3 else 1 end) % 10 = 0 from generate_series(1, 14) n);
end
$$;
comment on function inventory.is_gtin(text) is
  'Whether a code is a GTIN: 8, 12, 13 or 14 digits, the last of which is the check digit of the others.';

create or replace function inventory.gtin_check_digit(p_code text) returns integer
language sql immutable strict parallel safe
return case when p_code ~ '^([0-9]{8}|[0-9]{12,14})$' then (
  select (10 - sum(substr(lpad(left(p_code, -1), 13, '0'), n, 1)::integer * case when n % 2 = 1 then 3 else 1 end) % 10) % 10
  from generate_series(1, 13) n)::integer end;
comment on function inventory.gtin_check_digit(text) is
  'The last digit that a GTIN with these digits before it has; null where they are not as many as a GTIN has.';

create or replace function inventory.product_code_key(p_code text) returns text
language plpgsql immutable strict parallel safe set search_path = pg_catalog, pg_temp
as $$
declare
  v_key constant text := inventory.code_key(p_code);
begin
  -- At least 8 digits without the leading zeros: 00000017 is no GTIN that was ever given out, and stays itself.
  return case when v_key ~ '^0*[1-9][0-9]{7,13}$' and inventory.is_gtin(v_key) then lpad(v_key, 14, '0') else v_key end;
end
$$;
comment on function inventory.product_code_key(text) is
  'What a code of a product is unique and found by: code_key, and a GTIN in its 14 digits, since scanners read the same one with 12, 13 or 14.';

grant execute on function inventory.clean_text(text), inventory.clean_code(text), inventory.fold_case(text),
  inventory.text_key(text), inventory.code_key(text),
  inventory.is_gtin(text), inventory.gtin_check_digit(text), inventory.product_code_key(text) to bincard_app;
