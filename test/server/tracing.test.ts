import { context, propagation, SpanKind, SpanStatusCode, trace } from '@opentelemetry/api';
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks';
import { W3CTraceContextPropagator } from '@opentelemetry/core';
import {
  BasicTracerProvider,
  InMemorySpanExporter,
  SimpleSpanProcessor,
  type ReadableSpan,
} from '@opentelemetry/sdk-trace-base';
import pino from 'pino';
import { startWorker } from '../../src/jobs/worker';
import { openTestServers, until, type TestServer, type TestServers } from './support';

// What an SDK that whoever runs the server registers gets to see.

const TRACE = '4bf92f3577b34da6a3ce929d0e0e4736';
const CALLER = '00f067aa0ba902b7';

describe('traces', () => {
  let servers: TestServers;
  let server: TestServer;
  const exporter = new InMemorySpanExporter();

  beforeAll(async () => {
    servers = await openTestServers();
    server = await servers.serve();
    // Before an SDK is there, everything works and nothing is made.
    expect((await server.ask('query Before { locations { code } }')).error).toBeUndefined();
    context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable());
    propagation.setGlobalPropagator(new W3CTraceContextPropagator());
    trace.setGlobalTracerProvider(
      new BasicTracerProvider({ spanProcessors: [new SimpleSpanProcessor(exporter)] }),
    );
  });
  afterAll(async () => {
    trace.disable();
    propagation.disable();
    context.disable();
    await servers?.close();
  });
  beforeEach(() => exporter.reset());

  const named = (name: string) => exporter.getFinishedSpans().find((span) => span.name === name);
  /** The span of a request, which ends when its response has been sent, and those below it. */
  const request = async (name: string): Promise<[ReadableSpan, ReadableSpan[]]> => {
    await until(() => named(name) !== undefined);
    const span = named(name)!;
    const { spanId } = span.spanContext();
    const all = exporter.getFinishedSpans();
    return [span, all.filter(({ parentSpanContext }) => parentSpanContext?.spanId === spanId)];
  };

  it('has a span for a query in the trace of its caller, and one for each of its statements', async () => {
    const traceparent = `00-${TRACE}-${CALLER}-01`;
    const authorization = `Bearer ${await server.token()}`;
    const query = 'query Names { products(first: 2) { nodes { name } } }';
    await server.post({ query }, { traceparent, authorization });
    const [span, statements] = await request('query Names');
    expect([span.kind, span.spanContext().traceId, span.parentSpanContext?.spanId]).toEqual([
      ...[SpanKind.SERVER, TRACE, CALLER],
    ]);
    expect(span.attributes).toEqual({
      ...{ 'graphql.operation.type': 'query', 'graphql.operation.name': 'Names' },
      'bincard.tenant': servers.shop.tenant,
    });
    expect(statements.length).toBeGreaterThan(0);
    for (const { kind, name, attributes } of statements) {
      expect([kind, attributes]).toEqual([
        SpanKind.CLIENT,
        { 'db.system.name': 'postgresql', 'db.query.summary': name },
      ]);
      expect(name).toMatch(/^[a-z_]+$/);
    }
  });

  it('names the code of a refusal, and no text or value', async () => {
    const { error } = await server.ask(
      'mutation Sell($id: ID!) { recordSale(input: { locationId: "L1", lines: [{ productId: $id, quantity: 999999 }] }) { id } }',
      { id: servers.shop.product },
    );
    expect(error?.code).toBe('INSUFFICIENT_STOCK');
    const [span, statements] = await request('mutation Sell');
    const statement = statements.find(({ name }) => name === 'record_sale');
    expect(span.attributes['bincard.codes']).toEqual(['INSUFFICIENT_STOCK']);
    expect(span.status.code).toBe(SpanStatusCode.UNSET); // the server did what it had to
    expect(statement).toMatchObject({ status: { code: SpanStatusCode.ERROR } });
    expect(statement!.attributes['error.type']).toBe('23514');
    expect(JSON.stringify(exporter.getFinishedSpans().map(contentOf))).not.toMatch(/999999|select/);
  });

  it('has a span for each job, with those of its statements', async () => {
    const worker = await startWorker({
      databaseUrl: servers.database.url,
      ...{ scanCron: '0 0 1 1 *', fullScanCron: '0 0 1 1 *', fullScanNights: 7 },
      ...{ pollIntervalMs: 100, logger: pino({ level: 'silent' }) },
    });
    try {
      await servers.database.pools.super.query(`select graphile_worker.add_job('sweep', '{}')`);
      const [span, statements] = await request('job sweep');
      expect(span.kind).toBe(SpanKind.CONSUMER);
      expect(statements.map(({ name }) => name)).toEqual(
        expect.arrayContaining(['sweep_access', 'sweep_reservations']),
      );
    } finally {
      await worker.stop();
    }
  });
});

const contentOf = ({ name, attributes, events, status }: ReadableSpan) => ({
  ...{ name, attributes, events, status },
});
