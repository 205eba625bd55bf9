import type { ResultOf } from '@bincard/client';
import { ask, Refused, Unanswered } from '../api/api';
import { queryClient } from '../api/query';
import { meQuery } from '../session/session';
import { keep, drop, type Counted } from './queue';
import { MOVED, RECORD, WHO } from './queries';

/** A clock that differs by less is taken to be right: the server tells its own in whole seconds. */
const SKEW_MS = 2_000;

/** How far the clock of this device is behind that of the server. */
let behind: Promise<number> | undefined;

function clockBehind(): Promise<number> {
  behind ??= fetch(location.href, { method: 'HEAD', cache: 'no-store' }).then(
    ({ headers }) => {
      const said = Date.parse(headers.get('date') ?? '');
      const difference = said - Date.now();
      return Math.abs(difference) > SKEW_MS ? difference : 0;
    },
    () => {
      behind = undefined;
      return 0;
    },
  );
  return behind;
}

/** Whether the session is that of the person who counted: somebody else may have signed in meanwhile, in another window. */
const isOf = ({ owner }: Counted, { me }: ResultOf<typeof WHO>): boolean =>
  `${me.tenant}/${me.actor}` === owner;

/**
 * Finds the last movement that the figure already shows. What was sold before the goods were counted is missing from the
 * shelf, and must not be taken off the figure again; what was sold later must. Undefined in another person's session.
 */
async function placed(counted: Counted): Promise<Counted | undefined> {
  if (counted.isPlaced) return isOf(counted, await ask(WHO, {})) ? counted : undefined;
  const answer = await ask(MOVED, { batch: counted.batchId, place: counted.placeId });
  if (!isOf(counted, answer)) return undefined;
  const { movements } = answer;
  const at = counted.at + (await clockBehind());
  const before = movements.nodes.filter(({ recordedAt }) => Date.parse(recordedAt) <= at);
  const sequence = Math.max(counted.sequence, ...before.map((each) => each.sequence));
  const found = { ...counted, sequence, isPlaced: true };
  await keep(found);
  return found;
}

/** Sends a figure. True: it is written, or refused for good. False: nobody answered, and it stays as it is. */
export async function send(counted: Counted): Promise<boolean> {
  try {
    const ready = await placed(counted);
    if (!ready) {
      await queryClient.invalidateQueries(meQuery);
      return false;
    }
    const { countId, key, batchId, amount, unit, mode, version, sequence } = ready;
    const line = { batchId, amount, unit, mode, expectedSequence: sequence };
    await ask(RECORD, {
      ...{ id: countId, key },
      line: version === null ? line : { ...line, expectedVersion: version },
    });
    await drop(counted);
    return true;
  } catch (error) {
    if (error instanceof Unanswered) return false;
    if (!(error instanceof Refused)) throw error;
    const { code, message, hint } = error.refusals[0];
    if (code === 'UNAUTHENTICATED') return false;
    await keep({ ...counted, refusal: { message, hint: hint ?? null } });
    return true;
  }
}
