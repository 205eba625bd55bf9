import { EventEmitter } from 'node:events';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { Registry } from 'prom-client';
import { packageRoot } from '../../src/database/sql-files';
import { ReplicaMetrics } from '../../src/server/metrics/replica-metrics';
import { serveWorkerStatus } from '../../src/server/worker-status';
import { openTestServers, type TestServers } from './support';

// What monitoring/ asks Prometheus for is there: a metric that was renamed would leave an empty panel and a silent alert.

const FILES = ['grafana-dashboard.json', 'prometheus-alerts.yaml'];
const read = (file: string) => readFileSync(path.join(packageRoot, 'monitoring', file), 'utf8');

const METRIC = /\b(?:bincard|process|nodejs)_[a-z0-9_]+/g;
/** The series of a histogram. */
const SERIES = /_(bucket|sum|count)$/;

describe('monitoring', () => {
  let servers: TestServers;
  /** The metrics of a server, of a worker, and of a server with a replica. */
  let known: Set<string>;

  beforeAll(async () => {
    servers = await openTestServers();
    const server = await servers.serve();
    const worker = await serveWorkerStatus({
      ...{ databaseUrl: servers.database.url, host: '127.0.0.1', port: 0 },
      events: new EventEmitter(),
    });
    const replica = new Registry();
    new ReplicaMetrics(replica);
    const texts = [
      (await server.get('/metrics')).text,
      await (await fetch(`${worker.url}/metrics`)).text(),
      await replica.metrics(),
    ];
    await worker.close();
    known = new Set([...texts.join('\n').matchAll(/^# TYPE (\S+)/gm)].map(([, name]) => name!));
  });
  afterAll(() => servers?.close());

  it.each(FILES)('%s names metrics that are exposed', (file) => {
    const named = [...new Set(read(file).match(METRIC))];
    expect(named.length).toBeGreaterThan(10);
    const isKnown = (name: string) => known.has(name) || known.has(name.replace(SERIES, ''));
    expect(named.filter((name) => !isKnown(name))).toEqual([]);
  });

  it('shows every metric of Bincard, and alerts on every finding of the scans', () => {
    const ours = [...known].filter((name) => name.startsWith('bincard_'));
    const shown = read('grafana-dashboard.json');
    expect(ours.filter((name) => !shown.includes(name))).toEqual([]);
    const findings = ours.filter((name) => /broken|wrong|discrepancies|unmet/.test(name));
    expect(findings.length).toBeGreaterThan(4);
    const alerts = read('prometheus-alerts.yaml');
    expect(findings.filter((name) => !alerts.includes(name))).toEqual([]);
  });

  it('is a dashboard of panels with queries', () => {
    const { panels } = JSON.parse(read('grafana-dashboard.json')) as {
      panels: { id: number; type: string; title: string; targets?: { expr: string }[] }[];
    };
    expect(new Set(panels.map(({ id }) => id)).size).toBe(panels.length);
    for (const { type, title, targets = [] } of panels.filter((each) => each.type !== 'row')) {
      expect([title, type, targets.length > 0]).toEqual([title, type, true]);
      for (const { expr } of targets) {
        expect(expr.split('(').length).toBe(expr.split(')').length);
        expect(expr).toContain('instance=~"$instance"');
      }
    }
  });
});
