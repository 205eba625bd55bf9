/** Who sends what: of each session the places in its script, in their order. */
export type Plan = readonly (readonly number[])[];

/** The first `operations` steps that so many sessions send together. */
export function evenPlan(sessions: number, operations: number): Plan {
  return Array.from({ length: sessions }, (_, n) => firstPlaces(shareOf(operations, sessions, n)));
}

export function firstPlaces(count: number): number[] {
  return Array.from({ length: count }, (_, place) => place);
}

/** How many of `operations` fall to the session with the number `n`. */
export function shareOf(operations: number, sessions: number, n: number): number {
  return Math.floor(operations / sessions) + (n < operations % sessions ? 1 : 0);
}

export function sizeOf(plan: Plan): number {
  return plan.reduce((sum, places) => sum + places.length, 0);
}
