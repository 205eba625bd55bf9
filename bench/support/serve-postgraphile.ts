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

interface Peer {
  createServ(grafserv: unknown): { addTo(server: http.Server): Promise<void> };
}

main(process.argv[3]!).catch((error: unknown) => {
  console.error(error);
  process.exit(1);
});
