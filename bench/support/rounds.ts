/** One side of a comparison: performs the `n`th operation of a client. */
export type Operation = (client: number, n: number) => Promise<unknown>;

/** The result of one side in one round. */
export interface Round {
  readonly perSecond: number;
  /** The milliseconds of each operation, sorted. */
  readonly latencies: number[];
}

export function median(values: number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}

export function percentile(sorted: number[], p: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor((sorted.length * p) / 100))]!;
}

/** Runs `operation` in `clients` concurrent loops for `milliseconds`. */
export async function runRound(
  operation: Operation,
  clients: number,
  milliseconds: number,
): Promise<Round> {
  const latencies: number[] = [];
  const start = performance.now();
  const end = start + milliseconds;
  await Promise.all(
    Array.from({ length: clients }, async (_, client) => {
      for (let n = 0; performance.now() < end; n++) {
        const begin = performance.now();
        await operation(client, n);
        latencies.push(performance.now() - begin);
      }
    }),
  );
  const seconds = (performance.now() - start) / 1000;
  return { perSecond: latencies.length / seconds, latencies: latencies.sort((a, b) => a - b) };
}

/** Medians of interleaved rounds (a b c, a b c, ...), so that a change of the machine's load affects all sides alike. */
export async function interleave(
  sides: Record<string, Operation>,
  options: { clients: number; rounds: number; milliseconds: number },
): Promise<Record<string, { perSecond: number; p50: number; p99: number; rounds: number[] }>> {
  const results: Record<string, Round[]> = {};
  for (const [name, operation] of Object.entries(sides)) {
    await runRound(operation, options.clients, options.milliseconds / 2); // warm-up, not counted
    results[name] = [];
  }
  for (let round = 0; round < options.rounds; round++) {
    for (const [name, operation] of Object.entries(sides)) {
      results[name]!.push(await runRound(operation, options.clients, options.milliseconds));
    }
  }
  return Object.fromEntries(
    Object.entries(results).map(([name, rounds]) => [
      name,
      {
        perSecond: Math.round(median(rounds.map((r) => r.perSecond))),
        p50: median(rounds.map((r) => percentile(r.latencies, 50))),
        p99: median(rounds.map((r) => percentile(r.latencies, 99))),
        rounds: rounds.map((r) => Math.round(r.perSecond)),
      },
    ]),
  );
}
