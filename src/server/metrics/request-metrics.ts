import { Counter, Histogram, type Registry } from 'prom-client';

/** Counts and durations of operations. No label holds text that a client chooses. */
export class RequestMetrics {
  private readonly requests;
  private readonly seconds;
  private readonly retries;
  private readonly violations;

  constructor(registry: Registry) {
    const registers = [registry];
    const labelNames = ['type', 'code'] as const;
    this.requests = new Counter({
      name: 'bincard_requests_total',
      help: 'Requests by type of operation and first error code; OK without an error.',
      ...{ labelNames, registers },
    });
    this.seconds = new Histogram({
      name: 'bincard_request_duration_seconds',
      help: 'Time from a request to the end of its response.',
      buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30],
      ...{ labelNames, registers },
    });
    this.retries = new Counter({
      name: 'bincard_retries_total',
      help: 'Writes retried after a deadlock or serialization failure.',
      registers,
    });
    this.violations = new Counter({
      name: 'bincard_rule_violations_total',
      help: 'Refusals by a rule of the database.',
      ...{ labelNames: ['code'] as const, registers },
    });
  }

  observe(type: string, codes: readonly string[], seconds: number): void {
    const labels = { type, code: codes[0] ?? 'OK' };
    this.requests.inc(labels);
    this.seconds.observe(labels, seconds);
  }

  retried(): void {
    this.retries.inc();
  }

  refusedByRule(code: string): void {
    this.violations.inc({ code });
  }
}
