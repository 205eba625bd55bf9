/** For each session, the positions in its script of the steps that it performs, in order. */
export type Plan = readonly (readonly number[])[];

/** The first `operations` steps, shared evenly among the sessions. */
export function evenPlan(sessions: number, operations: number): Plan {
  return Array.from({ length: sessions }, (_, n) =>
    firstPositions(shareOf(operations, sessions, n)),
  );
}

export function firstPositions(count: number): number[] {
  return Array.from({ length: count }, (_, position) => position);
}

/** How many of `operations` session number `n` performs. */
export function shareOf(operations: number, sessions: number, n: number): number {
  return Math.floor(operations / sessions) + (n < operations % sessions ? 1 : 0);
}

export function sizeOf(plan: Plan): number {
  return plan.reduce((sum, positions) => sum + positions.length, 0);
}
