-- The types of times, days and decimal numbers. A column of a plain timestamptz, date or numeric would take infinity, NaN and
-- years that the API cannot show, so every column has one of these types (value_out_of_range.test.ts looks for others).
--
-- Domains and not a CHECK of each table: PostgreSQL parses a table's CHECKs again in every statement that writes it, and
-- keeps those of a domain in its type cache.

-- The seconds of 0001-01-01T00:00:00Z and 10000-01-01T00:00:00Z: a time in a constraint would be printed in the time zone of
-- each session, and converting each value to UTC was measured at 3 % of a sale.
create domain inventory.moment as timestamptz constraint value_out_of_range
  check (value >= to_timestamp(-62135596800) and value < to_timestamp(253402300800));
comment on domain inventory.moment is 'A time of the years 1 to 9999 as UTC shows it.';
comment on constraint value_out_of_range on domain inventory.moment is
  'A time or day is of the years 1 to 9999, and a number is finite: no infinity, no NaN.';

create domain inventory.calendar_day as date constraint value_out_of_range
  check (value >= '0001-01-01' and value <= '9999-12-31');
comment on domain inventory.calendar_day is 'A day of the years 1 to 9999.';

-- With a precision numeric has no infinity; it still has NaN, which compares as greater than every number.
-- A cost of a base unit may be a part of the price of a pack: with as many digits as the sums that are made of it, no cent is lost.
create domain inventory.cost as numeric(34, 20) constraint value_out_of_range check (value <> 'NaN');
comment on domain inventory.cost is 'An amount of money for one base unit; six digits after the point where it was given so.';

create domain inventory.money as numeric(20, 6) constraint value_out_of_range check (value <> 'NaN');
comment on domain inventory.money is 'An amount of money in the tenant''s currency.';

create domain inventory.price as numeric(20, 6) constraint value_out_of_range check (value <> 'NaN')
  constraint price_negative check (value >= 0);
comment on domain inventory.price is 'What one base unit was sold for.';
comment on constraint price_negative on domain inventory.price is 'A unit price is zero or more.';

-- A share of a cost is rarely a whole number of cents for each unit. Twenty digits after the point keep sums of a trillion units
-- exact to a millionth, and all sums of stock are made of the same rounded unit, so that what came in less what went out is
-- exactly what is there. Rounded to the currency once, when it is shown (money_text).
create domain inventory.exact_amount as numeric(50, 20) constraint value_out_of_range check (value <> 'NaN');
comment on domain inventory.exact_amount is 'An amount of money that is not yet rounded.';

create function inventory.currency_decimals(p_currency text) returns integer
language sql immutable parallel safe
return case
  when p_currency in ('BIF', 'CLP', 'DJF', 'GNF', 'ISK', 'JPY', 'KMF', 'KRW', 'PYG', 'RWF', 'UGX', 'VND', 'VUV', 'XAF', 'XOF', 'XPF') then 0
  when p_currency in ('BHD', 'IQD', 'JOD', 'KWD', 'LYD', 'OMR', 'TND') then 3
  when p_currency in ('AED', 'AFN', 'ALL', 'AMD', 'AOA', 'ARS', 'AUD', 'AWG', 'AZN', 'BAM', 'BBD', 'BDT', 'BMD', 'BND', 'BOB', 'BRL',
    'BSD', 'BTN', 'BWP', 'BYN', 'BZD', 'CAD', 'CDF', 'CHF', 'CNY', 'COP', 'CRC', 'CUP', 'CVE', 'CZK', 'DKK', 'DOP', 'DZD', 'EGP', 'ERN',
    'ETB', 'EUR', 'FJD', 'FKP', 'GBP', 'GEL', 'GHS', 'GIP', 'GMD', 'GTQ', 'GYD', 'HKD', 'HNL', 'HTG', 'HUF', 'IDR', 'ILS', 'INR', 'IRR',
    'JMD', 'KES', 'KGS', 'KHR', 'KPW', 'KYD', 'KZT', 'LAK', 'LBP', 'LKR', 'LRD', 'LSL', 'MAD', 'MDL', 'MGA', 'MKD', 'MMK', 'MNT', 'MOP',
    'MRU', 'MUR', 'MVR', 'MWK', 'MXN', 'MYR', 'MZN', 'NAD', 'NGN', 'NIO', 'NOK', 'NPR', 'NZD', 'PAB', 'PEN', 'PGK', 'PHP', 'PKR', 'PLN',
    'QAR', 'RON', 'RSD', 'RUB', 'SAR', 'SBD', 'SCR', 'SDG', 'SEK', 'SGD', 'SHP', 'SLE', 'SOS', 'SRD', 'SSP', 'STN', 'SVC', 'SYP', 'SZL',
    'THB', 'TJS', 'TMT', 'TOP', 'TRY', 'TTD', 'TWD', 'TZS', 'UAH', 'USD', 'UYU', 'UZS', 'VED', 'VES', 'WST', 'XCD', 'XCG', 'YER', 'ZAR',
    'ZMW', 'ZWG') then 2
end;
comment on function inventory.currency_decimals(text) is
  'How many digits after the point a currency (ISO 4217) is rounded to; null for one that is not known.';
grant execute on function inventory.currency_decimals(text) to bincard_app;

-- Searched by and never shown: an attribute that double precision cannot hold is infinite here.
create domain inventory.attribute_value as double precision constraint value_out_of_range check (value <> 'NaN');
comment on domain inventory.attribute_value is 'A number that products are searched by.';

-- PostgreSQL lists these among its zones: placeholders, the zone of the machine, and copies of the whole list. Those of
-- right/ count leap seconds, so that their days begin some seconds late.
create function inventory.is_pseudo_zone(p_name text) returns boolean
language sql immutable parallel safe
return p_name ~* '^(factory|localtime|posixrules|(posix|right|systemv)/.*)$';
comment on function inventory.is_pseudo_zone(text) is
  'Whether a name that PostgreSQL takes as a time zone is no zone of the IANA database.';
grant execute on function inventory.is_pseudo_zone(text) to bincard_app;

-- The one figure that every CHECK of quantity_too_large compares with. The API shows whole numbers up to 2^53 - 1, so that it
-- can add up what 9,007 places have.
create function inventory.largest_quantity() returns bigint
language sql immutable parallel safe
return 1000000000000;
comment on function inventory.largest_quantity() is
  'The most base units of a product on a line, in an intake and in stock at a place.';
grant execute on function inventory.largest_quantity() to bincard_app;

-- What every sale writes: a CHECK of its table is parsed again in each statement, and with it the body of a function that it
-- calls, which was measured at 1 % of a sale for each of them.
create domain inventory.base_quantity as bigint constraint quantity_too_large check (value <= inventory.largest_quantity());
comment on domain inventory.base_quantity is 'A whole number of a product''s base unit on a line.';

create domain inventory.stock_quantity as bigint
  constraint insufficient_stock check (value >= 0)
  constraint quantity_too_large check (value <= inventory.largest_quantity());
comment on domain inventory.stock_quantity is 'A whole number of a product''s base unit in stock.';
comment on constraint insufficient_stock on domain inventory.stock_quantity is
  'Stock is never negative: nobody can take more than there is.';

create domain inventory.idempotency_key as text
  constraint text_invalid__idempotency_key check (btrim(value) <> '' and length(value) <= 200);
comment on domain inventory.idempotency_key is 'What a client calls a request, so that it can be sent again.';

-- The one list of roles: each may do what the ones before it may.
create function inventory.roles() returns text[]
language sql immutable parallel safe
return array['viewer', 'clerk', 'manager', 'admin'];
comment on function inventory.roles() is 'Every role, the one with the fewest rights first.';
grant execute on function inventory.roles() to bincard_app;
