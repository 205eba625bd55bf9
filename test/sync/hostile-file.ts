import { copyFileSync, readFileSync, writeFileSync } from 'node:fs';
import { DatabaseSync } from '@photostructure/sqlite';
import type { Random } from './random';

/** The schema of a generated file, and how it was damaged. */
export interface HostileFile {
  readonly schema: string;
  readonly damage: string;
}

/** Makes an SQLite file with a table or view `t` of a random schema, and damages it randomly. */
export function makeHostileFile(file: string, random: Random): HostileFile {
  const schema = random.pick(Object.keys(SCHEMAS));
  const db = new DatabaseSync(file);
  db.exec(`pragma page_size = ${random.pick([512, 1024, 4096, 65536])}`);
  db.exec(`pragma encoding = '${random.pick(['UTF-8', 'UTF-16le', 'UTF-16be'])}'`);
  const rows = 1 + random.below(400);
  db.exec(`create table u (k text, status text, n int, b blob);
    with recursive i (i) as (select 1 union all select i + 1 from i where i < ${rows})
    insert into u select 'k' || i, iif(i % 5, 'In-stock', 'Sold'), i, randomblob(i % 300) from i`);
  db.exec(SCHEMAS[schema]!);
  if (random.below(5) === 0) db.exec(shadow(random));
  if (random.below(4) === 0) db.exec('pragma journal_mode = wal');
  if (random.below(3) === 0) corruptSchema(db, random);
  db.close();
  const damage = random.pick(Object.keys(DAMAGES));
  writeFileSync(file, DAMAGES[damage]!(readFileSync(file), random));
  for (const suffix of ['-journal', '-wal', '-shm']) {
    if (random.below(10) === 0) addCompanion(file, suffix, random);
  }
  return { schema, damage };
}

const COPY = 'insert into t select k, status, n, b from u';
const ENDLESS = 'with recursive i (i) as (select 1 union all select i + 1 from i)';

/** An object with the name of a table-valued function of SQLite, or of the reader's own temporary table. */
function shadow(random: Random): string {
  const names = ['pragma_table_list', 'pragma_table_xinfo', 'pragma_encoding', 'pragma_nothing'];
  const name = random.pick([...names, 'json_each', 'JSON_TREE', 'dbstat', 'listed_keys']);
  return random.pick([
    `create view ${name} as select 'view' as type, 't' as name, 'main' as schema, 'UTF-8' as encoding, 'k1' as value`,
    `create view ${name} as ${ENDLESS} select 'UTF-8' as encoding, i as value from i where i < 0`,
    `create table ${name} (type, name, schema, encoding, value)`,
    `create virtual table ${name} using fts5(value)`,
  ]);
}

const SCHEMAS: Record<string, string> = {
  plain: `create table t (k text, status text, n int, b blob); ${COPY}`,
  indexed: `create table t (k text, status text, n int, b blob); ${COPY}; create index x on t (k); create index y on t (status, n)`,
  'without rowid': `create table t (k text primary key, status text, n int, b blob) without rowid; ${COPY}`,
  'index on expressions': `create table t (k text, status text, n int, b blob); ${COPY};
    create index x on t (hex(b), length(k)); create index y on t (cast(status as text)) where n > 2`,
  'generated columns': `create table t (k text, status text, n int, b blob, g as (hex(zeroblob(n * 1000000))),
    s text as (k || hex(b)) stored); insert into t (k, status, n, b) select * from u where n < 4`,
  view: 'create view t as select * from u',
  'endless view': `create view t as ${ENDLESS} select 'k' || i as k, 'In-stock' as status from i`,
  'view of long arguments': `create view t as select k, status, concat_ws(hex(zeroblob(n * 100000)), ${Array.from({ length: 120 }, () => 'k').join(', ')}) as c from u`,
  'view of a wide row': `create view t as select k, status, ${Array.from({ length: 300 }, (_, at) => `zeroblob(900000) as c${at}`).join(', ')} from u`,
  'nested views': `create table t (k text, status text, n int, b blob); ${COPY}; create view v0 as select k from u;
    ${Array.from({ length: 15 }, (_, at) => `create view v${at + 1} as select a.k from v${at} a, v${at} b`).join(';')};
    ${Array.from({ length: 30 }, (_, at) => `create view w${at} as select k from v15`).join(';')}`,
  'view that reads pragmas': `create view t as select file as k, 'In-stock' as status from pragma_database_list`,
  'endless trigger': `create table t (k text, status text, n int, b blob); ${COPY};
    create trigger w after update on t begin ${ENDLESS.replace('with', 'insert into u with')} select i, i, i, i from i; end`,
  'growing trigger': `create table t (k text, status text, n int, b blob); ${COPY};
    create trigger w after update on t begin update t set b = zeroblob(10000000) where k = new.k; end`,
  'hard check': `create table t (k text, status text, n int, b blob, check (n < 0 or length(hex(zeroblob(n * 1000 + 1))) > 0)); ${COPY}`,
  'many columns': `create table t (k text, status text, ${Array.from({ length: 1500 }, (_, at) => `c${at} text`).join(', ')}); insert into t (k, status) select k, status from u`,
  'full-text table': `create virtual table t using fts5(k, status); insert into t select k, status from u`,
  'table of rectangles': `create virtual table t using rtree(k, status, n); insert into t select n, n, n + 1 from u`,
  'odd names': `create table t ("k" text, "status" text, "a""b" text, "ü 📏" text, "" text); insert into t (k, status) select k, status from u`,
};

const DAMAGES: Record<string, (bytes: Buffer, random: Random) => Buffer> = {
  none: (bytes) => bytes,
  'bits flipped': (bytes, random) => {
    for (let n = 0; n < 1 + random.below(40); n++) {
      bytes[random.below(bytes.length)]! ^= 1 << random.below(8);
    }
    return bytes;
  },
  'header changed': (bytes, random) => {
    for (let n = 0; n < 1 + random.below(6); n++) bytes[16 + random.below(84)] = random.below(256);
    return bytes;
  },
  'first page changed': (bytes, random) => {
    for (let n = 0; n < 1 + random.below(10); n++) {
      bytes[100 + random.below(Math.min(412, bytes.length - 100))] = random.below(256);
    }
    return bytes;
  },
  truncated: (bytes, random) => bytes.subarray(0, random.below(bytes.length)),
  'page overwritten': (bytes, random) => onPage(bytes, random, (page) => fill(page, random)),
  'page emptied': (bytes, random) => onPage(bytes, random, (page) => page.fill(0)),
  'page repeated': (bytes, random) => {
    const other = pageOf(bytes, random);
    return onPage(bytes, random, (page) => void other.copy(page));
  },
  'cells changed': (bytes, random) =>
    onPage(bytes, random, (page) => {
      for (let n = 0; n < 12; n++)
        page[random.below(Math.min(64, page.length))] = random.below(256);
    }),
  'garbage appended': (bytes, random) => {
    const garbage = Buffer.alloc(random.below(20_000));
    fill(garbage, random);
    return Buffer.concat([bytes, garbage]);
  },
};

/** Edits the schema table in ways that no DDL allows: loops, wrong page numbers, invalid statements. */
function corruptSchema(db: InstanceType<typeof DatabaseSync>, random: Random): void {
  db.enableDefensive(false);
  db.exec('pragma writable_schema = on');
  const edit = random.pick([
    `update sqlite_schema set rootpage = 1 where name = 't'`,
    `update sqlite_schema set rootpage = ${random.below(1000)} where type = 'table'`,
    `update sqlite_schema set rootpage = (select max(rootpage) from sqlite_schema)`,
    `update sqlite_schema set sql = substr(sql, 1, length(sql) - ${random.below(30)})`,
    `update sqlite_schema set sql = replace(sql, 'text', 'text collate nowhere')`,
    `update sqlite_schema set sql = 'create view t as select * from t', type = 'view', rootpage = 0 where name = 't'`,
    `update sqlite_schema set sql = 'create table t (k, status, x default (hex(zeroblob(400000000))))' where name = 't'`,
    `insert into sqlite_schema select * from sqlite_schema`,
    `update sqlite_schema set sql = zeroblob(${random.below(100_000)}) where name = 't'`,
    `update sqlite_schema set name = cast(x'ff00fe' as text), tbl_name = cast(x'ff00fe' as text) where name = 'u'`,
  ]);
  try {
    db.exec(edit);
  } catch {
    // Not possible with this schema, which then stays unchanged.
  }
}

function addCompanion(file: string, suffix: string, random: Random): void {
  if (random.below(2) === 0) copyFileSync(file, file + suffix);
  else {
    const bytes = Buffer.alloc(random.below(10_000));
    fill(bytes, random);
    const magic = { '-journal': 'd9d505f920a163d7', '-wal': '377f0682002de218', '-shm': '' }[
      suffix
    ];
    Buffer.from(magic ?? '', 'hex').copy(bytes);
    writeFileSync(file + suffix, bytes);
  }
}

function pageOf(bytes: Buffer, random: Random): Buffer {
  const size = bytes.length >= 18 ? bytes.readUInt16BE(16) : 512;
  const page = size === 1 ? 65_536 : Math.max(512, size);
  const at = random.below(Math.max(1, Math.floor(bytes.length / page))) * page;
  return bytes.subarray(at, at + page);
}

function onPage(bytes: Buffer, random: Random, change: (page: Buffer) => void): Buffer {
  change(pageOf(bytes, random));
  return bytes;
}

function fill(bytes: Buffer, random: Random): void {
  for (let at = 0; at < bytes.length; at++) bytes[at] = random.below(256);
}
