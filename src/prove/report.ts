import { isViolated } from './model/invariants';
import type { Proof } from './prove';

export function isProven({ report }: Proof): boolean {
  return !isViolated(report.violations);
}

/** A proof as JSON. */
export function jsonOf(proof: Proof): object {
  const { tenant, report, failure } = proof;
  const { violations, ...figures } = report;
  const invariants = Object.entries(violations).map(([name, wrong]) => ({
    ...{ name, holds: wrong.length === 0, wrong: wrong.length, first: wrong.slice(0, 5) },
  }));
  const codes = Object.entries(figures.refusals).map(([rule, n]) => [rule.toUpperCase(), n]);
  return {
    ...{ proven: isProven(proof), tenant, ...figures },
    refusals: Object.fromEntries(codes) as object,
    invariants,
    ...(failure
      ? {
          failure: {
            ...{ again: failure.again, reruns: failure.reruns },
            failedReruns: failure.failedReruns,
            sessions: failure.run.plan.filter((positions) => positions.length > 0).length,
            violations: failure.run.report.violations,
            history: failure.run.history,
          },
        }
      : {}),
  };
}
