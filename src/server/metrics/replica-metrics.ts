import { Counter, Gauge, Histogram, type Registry } from 'prom-client';
import type { Fallback, ReplicaState } from '../../database/replica/replica';

/** How the replica stands, and what is read where. */
export class ReplicaMetrics {
  private readonly reads;
  private readonly fallbacks;
  private readonly waits;
  private readonly up;
  private readonly lag;

  constructor(registry: Registry) {
    const registers = [registry];
    this.reads = new Counter({
      name: 'bincard_reads_total',
      help: 'Queries and exports by where they were read: replica or primary.',
      ...{ labelNames: ['from'] as const, registers },
    });
    this.fallbacks = new Counter({
      name: 'bincard_read_fallbacks_total',
      help: 'Reads that went to the primary: the replica was away, no standby or behind, lacked a write of the caller (position), or the read failed there (failed).',
      ...{ labelNames: ['reason'] as const, registers },
    });
    this.waits = new Histogram({
      name: 'bincard_replica_wait_seconds',
      help: 'Time that a read waited until the replica had what its caller wrote.',
      buckets: [0.001, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1],
      registers,
    });
    this.up = new Gauge({
      name: 'bincard_replica_up',
      help: 'Whether reads go to the replica.',
      registers,
    });
    this.lag = new Gauge({
      name: 'bincard_replica_lag_seconds',
      help: 'How far the replica is behind, to the second.',
      registers,
    });
  }

  read(from: 'replica' | 'primary'): void {
    this.reads.inc({ from });
  }

  fellBack(reason: Fallback): void {
    this.fallbacks.inc({ reason });
  }

  waited(seconds: number): void {
    this.waits.observe(seconds);
  }

  stands({ status, lagMs }: ReplicaState): void {
    this.up.set(status === 'usable' ? 1 : 0);
    this.lag.set(lagMs / 1000);
  }
}
