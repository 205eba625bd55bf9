-- The statement of an attack, in a trigger on a temporary table. Both belong to the session's role.
create temporary table attack (x integer) on commit drop;
create function pg_temp.attack() returns trigger language plpgsql as $attack$
begin
  :statement
  if not found then
    raise no_data_found;
  end if;
  return null;
end
$attack$;
create trigger attack after insert on attack for each row execute function pg_temp.attack();
insert into attack values (1);
