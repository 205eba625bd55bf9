import { isViolated } from './model/invariants';
import { BY_PRIVILEGE } from './hostile/attempt';
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
  return {
    ...{ proven: isProven(proof), tenant, ...figures },
    refusals: byCode(figures.refusals),
    attacks: figures.attacks.map((attack) => ({ ...attack, refusedBy: byCode(attack.refusedBy) })),
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

function byCode(rules: Record<string, number>): Record<string, number> {
  return Object.fromEntries(Object.entries(rules).map(([rule, count]) => [codeOf(rule), count]));
}

/** The code of a rule, as the API gives it; a missing privilege has none. */
export function codeOf(rule: string): string {
  return rule === BY_PRIVILEGE ? rule : rule.toUpperCase();
}
