import http from 'node:http';
import { createRequire } from 'node:module';
import path from 'node:path';

// Serves the tables through PostGraphile 5, as the app role and one tenant, and prints its URL:
// `node serve-postgraphile.js postgraphile DATABASE_URL`. It is no dependency: BENCH_POSTGRAPHILE is a folder where
// `npm install postgraphile@5` has put it.

type Loaded = Record<string, unknown>;

async function main(databaseUrl: string): Promise<void> {
  const from = createRequire(path.join(process.env['BENCH_POSTGRAPHILE']!, 'package.json'));
  const load = async (name: string) => (await import(from.resolve(name))) as Loaded;
  const { postgraphile } = (await load('postgraphile')) as {
    postgraphile: (preset: object) => Peer;
  };
  const { PostGraphileAmberPreset } = await load('postgraphile/presets/amber');
  const { makePgService } = (await load('postgraphile/adaptors/pg')) as {
    makePgService: (options: object) => object;
  };
  const { grafserv } = await load('postgraphile/grafserv/node');
  const url = new URL(databaseUrl);
  const tenant = process.env['BENCH_TENANT'];
  url.searchParams.set('options', `-c role=bincard_app -c app.tenant_id=${tenant}`);
  const peer = postgraphile({
    extends: [PostGraphileAmberPreset],
    plugins: [ONLY_TABLES],
    pgServices: [
      makePgService({ connectionString: url.href, schemas: ['inventory'], poolConfig: { max: 8 } }),
    ],
    grafserv: { graphqlPath: '/graphql', graphiql: false, watch: false },
  });
  const server = http.createServer();
  await peer.createServ(grafserv).addTo(server);
  server.listen(0, '127.0.0.1', () => {
    const { port } = server.address() as { port: number };
    console.log(`http://127.0.0.1:${port}/graphql`);
  });
}

/** Only what the query reads, and no functions: the whole schema has names that PostGraphile cannot tell apart. */
const TABLES = [
  'products',
  'stock_levels',
  'batches',
  'batch_stock',
  'lots',
  'locations',
  'tenants',
];

interface Introspection {
  classes: { _id: string; relname: string; relkind: string }[];
  attributes: { attrelid: string }[];
  constraints: { conrelid: string; confrelid: string | null }[];
  procs: unknown[];
}

const ONLY_TABLES = {
  name: 'OnlyTables',
  version: '1.0.0',
  gather: {
    hooks: {
      pgIntrospection_introspection(
        _: unknown,
        { introspection: found }: { introspection: Introspection },
      ) {
        found.classes = found.classes.filter(
          ({ relkind, relname }) =>
            relkind === 'i' || (relkind === 'r' && TABLES.includes(relname)),
        );
        const ids = new Set(found.classes.map(({ _id }) => _id));
        found.attributes = found.attributes.filter(({ attrelid }) => ids.has(attrelid));
        found.constraints = found.constraints.filter(
          ({ conrelid, confrelid }) =>
            ids.has(conrelid) && (!confrelid || confrelid === '0' || ids.has(confrelid)),
        );
        found.procs = [];
      },
    },
  },
};

interface Peer {
  createServ(grafserv: unknown): { addTo(server: http.Server): Promise<void> };
}

main(process.argv[3]!).catch((error: unknown) => {
  console.error(error);
  process.exit(1);
});
