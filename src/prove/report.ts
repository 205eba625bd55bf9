import { brokenIn } from './model/law';
import type { Proof } from './prove';

export function isProven({ report }: Proof): boolean {
  return !brokenIn(report.verdict);
}

/** A proof as a program reads it. */
export function jsonOf(proof: Proof): object {
  const { tenant, report, failure } = proof;
  const { verdict, ...figures } = report;
  const invariants = Object.entries(verdict).map(([name, wrong]) => ({
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
            brokenReruns: failure.brokenReruns,
            sessions: failure.run.plan.filter((places) => places.length > 0).length,
            verdict: failure.run.report.verdict,
            history: failure.run.history,
          },
        }
      : {}),
  };
}
