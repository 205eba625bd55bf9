/** What a hostile client writes where a text, an id or a cursor is asked for. */
export const INJECTIONS: readonly string[] = [
  `'; drop table inventory.movements; --`,
  `') union select rolpassword from pg_authid --`,
  `'||(select pg_sleep(30)::text)||'`,
  `x' and (select count(*) from inventory.tenants) > 0 --`,
  `$$; delete from inventory.stock_levels; /* $1 %s %n %I %1$s */`,
  `\\'; select 1; -- \\x27 \\`,
  `{"$ne": null}`,
  `{1,2}`,
  `") { id } __schema { types { name } } } #"""`,
  `\${jndi:ldap://127.0.0.1/x}{{7*7}}<script>alert(1)</script>`,
  `../../../../etc/passwd`,
  `a\r\nSet-Cookie: x=1\r\n\r\nb`,
  `=cmd|'/C calc'!A0`,
  `__proto__`,
  `null`,
  `00000000-0000-0000-0000-000000000000`,
];

/** What a hostile client writes where a date, a time, a number, a switch or one word of a few is asked for. */
export const OUT_OF_TYPE: readonly unknown[] = [
  `'; drop table inventory.movements; --`,
  '2026-02-30',
  '0000-01-01',
  '9999-12-31',
  '9999-12-31T23:59:59.999Z',
  '',
  -1,
  1.5,
  2147483647,
  9007199254740992,
  true,
  [[1]],
  { toString: 1 },
];
