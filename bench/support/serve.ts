import http from 'node:http';
import { createPool } from '../../src/database/pool';
import { startServer } from '../../src/server/start';

// Serves one side of a comparison in a separate process and prints its URL: `node serve.js api|ungrouped|bare DATABASE_URL`.

const [side, databaseUrl] = process.argv.slice(2) as ['api' | 'ungrouped' | 'bare', string];

async function main(): Promise<void> {
  if (side !== 'bare') {
    const jwtSecret = new TextEncoder().encode(process.env['BENCH_SECRET']);
    const options = { databaseUrl, port: 0, host: '127.0.0.1', jwtSecret };
    const server = await startServer({
      ...{ ...options, logLevel: 'error', poolSize: 8 },
      // The server is measured, not its limit.
      settings: { rateLimit: 0, groupedWrites: side === 'api' },
    });
    console.log(server.url);
  } else {
    bareServer();
  }
}

/** The upper limit for any server: Node's http and pg, one statement per request, and its JSON passed through. */
function bareServer(): void {
  // It serves one tenant, which is set once per connection; the API sets it in each request.
  const options = `-c role=bincard_app -c app.tenant_id=${process.env['BENCH_TENANT']}`;
  const pool = createPool(databaseUrl, 'bincard_app', { max: 8, options });
  const server = http.createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const { text, values } = JSON.parse(Buffer.concat(chunks).toString()) as {
        text: string;
        values: unknown[];
      };
      pool
        .query<{ result: unknown }>({ name: text.slice(0, 40), text, values })
        .then(({ rows }) => {
          const { result } = rows[0]!;
          response.setHeader('content-type', 'application/json');
          response.end(typeof result === 'string' ? result : JSON.stringify(result));
        })
        .catch((error: Error) => {
          response.statusCode = 500;
          response.end(error.message);
        });
    });
  });
  server.listen(0, '127.0.0.1', () => {
    console.log(`http://127.0.0.1:${(server.address() as { port: number }).port}`);
  });
}

main().catch((error: unknown) => {
  console.error(error);
  process.exit(1);
});
