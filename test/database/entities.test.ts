import type { ColumnMetadata } from 'typeorm/metadata/ColumnMetadata';
import { readColumns } from '../../src/generate/queries/catalog';
import { describe as describeStatement } from '../../src/generate/queries/describe';
import * as allReads from '../../src/resolvers/reads';
import type { AnyStatement } from '../support/statements';
import { createTestDatabase, type TestDatabase } from '../support/database';

// Decorators describe the tables and views to TypeORM; here they are compared with the live catalog.

const { reads, ...statements } = allReads;

interface LiveColumn {
  readonly name: string;
  readonly type: string;
  readonly nullable: boolean;
}

describe.each(reads.metadata.map((entity) => [entity.name, entity] as const))(
  'the entity %s',
  (_, entity) => {
    const relation = `inventory.${entity.tableName}`;
    let database: TestDatabase;
    let live: LiveColumn[];
    let isView: boolean;

    beforeAll(async () => {
      database = await createTestDatabase();
      live = await liveColumns();
      const { rows } = await database.pools.owner.query<{ kind: string }>(
        'select relkind as kind from pg_class where oid = $1::regclass',
        [relation],
      );
      isView = rows[0]!.kind === 'v';
    });
    afterAll(() => database?.drop());

    /** The columns with their types and nullability; those of a view are traced to its tables. */
    async function liveColumns(): Promise<LiveColumn[]> {
      const { owner } = database.pools;
      const { rows } = await owner.query<{ name: string; type: string }>(
        `select attname as name, format_type(coalesce(nullif(t.typbasetype, 0), t.oid), null) as type
         from pg_attribute join pg_type t on t.oid = atttypid
         where attrelid = $1::regclass and attnum > 0 and not attisdropped`,
        [relation],
      );
      const session = await owner.connect();
      try {
        const { columns } = await describeStatement(session, await readColumns(session), {
          ...{ file: relation, name: 'columns', rows: 'many', prepared: false, byIndex: false },
          ...{ description: '', text: `select r.* from ${relation} r`, parameters: [] },
          ...{ nullable: new Set(), notNull: [], like: new Map(), keys: undefined },
        });
        const typeOf = new Map(columns);
        return rows.map(({ name, type }) => ({
          name,
          type,
          nullable: typeOf.get(name)!.endsWith('| null'),
        }));
      } finally {
        session.release();
      }
    }

    const column = ({ databaseName, type, isNullable }: ColumnMetadata): LiveColumn => ({
      name: databaseName,
      type: type === 'timestamptz' ? 'timestamp with time zone' : String(type),
      nullable: isNullable,
    });

    it('has the columns of its table or view, with their types and nullability', () => {
      const byName = (one: LiveColumn, other: LiveColumn) => (one.name < other.name ? -1 : 1);
      const declared = entity.columns.map(column).sort(byName);
      const names = new Set(declared.map(({ name }) => name));
      // A view exists for the API, so the entity has all its columns; a table may have more.
      const expected = live.filter(({ name }) => isView || names.has(name)).sort(byName);
      expect(declared).toEqual(expected);
    });

    it('has the key of its table, or of a table that its view reads', async () => {
      const { rows } = await database.pools.owner.query<{ key: string[] }>(
        `with recursive reads (relation) as (
           select $1::regclass::oid
           union
           select d.refobjid from reads
           join pg_rewrite r on r.ev_class = reads.relation
           join pg_depend d on d.objid = r.oid and d.classid = 'pg_rewrite'::regclass
             and d.refclassid = 'pg_class'::regclass)
         select array(select a.attname::text from unnest(k.conkey) n (num)
           join pg_attribute a on a.attrelid = k.conrelid and a.attnum = n.num order by 1) as key
         from reads join pg_constraint k on k.conrelid = reads.relation and k.contype = 'p'`,
        [relation],
      );
      const snake = (name: string) =>
        name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
      const key = entity.primaryColumns.map(({ databaseName }) => snake(databaseName)).sort();
      expect(rows.map((row) => row.key)).toContainEqual(key);
    });
  },
);

describe('a plain read', () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await createTestDatabase();
  });
  afterAll(() => database?.drop());

  it.each(Object.entries(statements))(
    "%s is a statement that the server's role may run",
    async (_, read) => {
      const { text, parameters } = read as unknown as AnyStatement;
      const client = await database.pools.app.connect();
      try {
        await client.query(`prepare plain as ${text}`);
        const { rows } = await client.query<{ takes: string[] }>(
          "select parameter_types::text[] as takes from pg_prepared_statements where name = 'plain'",
        );
        expect(rows[0]!.takes).toHaveLength(parameters.length);
      } finally {
        client.release(true);
      }
    },
  );
});
