/** Every request of an operation failed, and each failure is recorded already. */
export class RecordedFailure extends Error {}

/**
 * The answers of requests that were sent at the same moment; undefined for one that failed, which `onFailure` is told.
 * Throws when all failed: one refusal and one acknowledgement are possible, since stock can come in between the two.
 */
export async function allAtOnce<Result>(
  requests: readonly Promise<Result>[],
  onFailure: (error: unknown, n: number) => void,
): Promise<(Result | undefined)[]> {
  const answers = await Promise.allSettled(requests);
  const acknowledged = answers.map((answer, n) => {
    if (answer.status === 'fulfilled') return answer.value;
    onFailure(answer.reason, n);
    return undefined;
  });
  if (acknowledged.every((answer) => answer === undefined)) throw new RecordedFailure();
  return acknowledged;
}
