import { Counter, Histogram, type Registry } from 'prom-client';

/** Counts and durations of operations. No label holds text that a client chooses. */
export class RequestMetrics {
  private readonly requests;
  private readonly seconds;
  private readonly retries;
  private readonly violations;
  private readonly groupSize;
  private readonly groupWait;

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
    this.groupSize = new Histogram({
      name: 'bincard_write_group_size',
      help: 'Requests that were written together; 1 for one that was sent alone and could have been in a group.',
      buckets: [1, 2, 4, 8, 16, 32, 64],
      registers,
    });
    this.groupWait = new Histogram({
      name: 'bincard_write_group_wait_seconds',
      help: 'Time that a request waited for the group before its own to be written.',
      buckets: [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1],
      registers,
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

  /** Requests are sent to the database together after each has waited so long. */
  sentTogether(seconds: readonly number[]): void {
    this.groupSize.observe(seconds.length);
    for (const each of seconds) this.groupWait.observe(each);
  }

  refusedByRule(code: string): void {
    this.violations.inc({ code });
  }
}
