-- What would have been, had suggestions been followed: a computation over sales that it is given; it reads and writes no table.

create or replace function inventory.backtest_reorder(
  p_codes text[], p_days date[], p_quantities bigint[], p_lead_days integer, p_warm_up integer, p_window integer,
  p_smoothing numeric, p_safety numeric, p_cover integer
) returns table (
  method text, products bigint, products_left_out bigint, days integer, days_wanted bigint, days_short bigint, wanted numeric, short numeric,
  held_per_day numeric
) language plpgsql stable set search_path = pg_catalog, pg_temp
as $$
declare
  v_first constant date := (select min(d) from unnest(p_days) d);
  v_length constant integer := (select max(d) - min(d) + 1 from unnest(p_days) d);
  v_product record;
  v_started boolean;
  v_rate numeric;
  v_seen bigint[];
  v_window bigint;
  v_stock bigint;
  v_order bigint;
  v_arriving bigint[];
  v_arrives integer;
  v_on_order bigint;
  v_wanted bigint;
  v_sold bigint;
  v_held numeric;
  v_minimum bigint;
  v_maximum bigint;
begin
  foreach method in array array['MOVING_AVERAGE', 'EXPONENTIAL'] loop
    products := 0; products_left_out := 0; days := v_length - p_warm_up; days_wanted := 0; days_short := 0; wanted := 0; short := 0; v_held := 0;
    for v_product in
      select array_agg(coalesce(s.quantity, 0) order by g.day) as quantities
      from (select distinct c from unnest(p_codes) c) p (code)
      cross join generate_series(0, v_length - 1) g (day)
      left join (
        select u.code, u.day - v_first as day, greatest(sum(u.quantity), 0)::bigint as quantity
        from unnest(p_codes, p_days, p_quantities) u (code, day, quantity) group by 1, 2) s on s.code = p.code and s.day = g.day
      group by p.code order by p.code
    loop
      v_seen := v_product.quantities[1 : p_warm_up];
      v_window := (select sum(q) from unnest(v_seen[greatest(p_warm_up - p_window, 0) + 1 :]) q);
      v_rate := v_window::numeric / least(p_warm_up, p_window);
      if v_window = 0 then -- nobody knew yet that it would be sold
        products_left_out := products_left_out + 1;
        continue;
      end if;
      products := products + 1;
      v_stock := ceil(v_rate * (p_lead_days + 1) * p_safety) + ceil(v_rate * p_cover);
      v_on_order := 0;
      v_arriving := array_fill(0::bigint, array[v_length + p_lead_days + 1]);
      for v_day in p_warm_up + 1 .. v_length loop
        v_stock := v_stock + v_arriving[v_day];
        v_on_order := v_on_order - v_arriving[v_day];
        v_started := v_stock > 0;
        v_wanted := v_product.quantities[v_day];
        v_sold := least(v_stock, v_wanted);
        v_stock := v_stock - v_sold;
        v_held := v_held + v_stock;
        wanted := wanted + v_wanted;
        short := short + v_wanted - v_sold;
        days_wanted := days_wanted + (v_wanted > 0)::integer;
        days_short := days_short + (v_sold < v_wanted)::integer;
        if v_started then -- a day without stock says nothing of what is wanted
          v_seen := v_seen || v_sold;
          v_window := v_window + v_sold - case when cardinality(v_seen) > p_window then v_seen[cardinality(v_seen) - p_window] else 0 end;
          v_rate := case method when 'MOVING_AVERAGE' then v_window::numeric / least(cardinality(v_seen), p_window)
            else v_rate + p_smoothing * (v_sold - v_rate) end;
        end if;
        v_minimum := ceil(v_rate * (p_lead_days + 1) * p_safety);
        v_maximum := v_minimum + ceil(v_rate * p_cover);
        if v_stock + v_on_order < v_minimum then
          v_order := v_maximum - v_stock - v_on_order;
          v_arrives := v_day + greatest(p_lead_days, 1);
          v_arriving[v_arrives] := v_arriving[v_arrives] + v_order;
          v_on_order := v_on_order + v_order;
        end if;
      end loop;
    end loop;
    held_per_day := round(v_held / greatest(days, 1), 1);
    return next;
  end loop;
end
$$;
comment on function inventory.backtest_reorder(text[], date[], bigint[], integer, integer, integer, numeric, numeric, integer) is
  'How often products would have run out, had each been ordered by a minimum of lead time and a day, times the safety, at what is sold per day, up to so many days of cover more. What is sold per day is a moving average of the last days, or exponentially smoothed; days without stock do not count. The warm-up only teaches; products that nobody bought in it are left out.';
grant execute on function inventory.backtest_reorder(text[], date[], bigint[], integer, integer, integer, numeric, numeric, integer) to bincard_app;
