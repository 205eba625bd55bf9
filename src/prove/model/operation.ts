import fc from 'fast-check';
import type { Session } from './session';
import type { ScriptStep } from './step';

export type Step = ScriptStep<Session>;

/** A kind of operation: its random choices, and what a session does with them. */
export interface Operation<Choice> {
  readonly kind: string;
  /** How often it is chosen, relative to the others. */
  readonly weight: number;
  /** The rules that may refuse it; a refusal by another rule is a defect. */
  readonly refusals: readonly string[];
  readonly choices: fc.Arbitrary<Choice>;
  /** Runs it and notes what was acknowledged; throws the error of a refusal. */
  run(session: Session, choice: Choice): Promise<void | 'idle'>;
}

export interface WeightedSteps {
  readonly weight: number;
  readonly arbitrary: fc.Arbitrary<Step>;
}

export function operation<Choice>(of: Operation<Choice>): WeightedSteps {
  const { kind, weight, refusals } = of;
  const step = (choice: Choice): Step => ({
    ...{ kind, refusals },
    run: (session) => of.run(session, choice),
  });
  return { weight, arbitrary: of.choices.map(step) };
}
