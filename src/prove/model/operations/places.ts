import fc from 'fast-check';
import { anyIndex, oneIn } from '../choices';
import { operation } from '../operation';

/** Switches a location off or on. More often on, so that the busy ones keep selling. */
export const switchLocation = operation({
  kind: 'switch location',
  weight: 3,
  refusals: [],
  choices: fc.record({ location: anyIndex, off: oneIn(4) }),
  async run(session, { location, off }) {
    const id = session.world.location(location);
    await session.call('update_location', { id, active: !off });
    // Nobody may find it off for long.
    if (off) await session.call('update_location', { id, active: true });
  },
});
