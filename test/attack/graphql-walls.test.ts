import { randomUUID } from 'node:crypto';
import { openRivals, THEIR_TEXTS, withoutChance, type Rivals } from './rivals';
import { argumentsWith, nameOf, places, type Place } from './schema-calls';
import { rowsOfTenant, violations } from './whole-database';

// What a tenant is answered must not hang on another: the other's ids and texts are as unknown here as any.

describe('walls between tenants', () => {
  let rivals: Rivals;
  beforeAll(async () => {
    rivals = await openRivals();
  });
  afterAll(() => rivals?.close());

  /** What is told of a value, without the value; the test fails where an id of theirs is told. */
  async function told(place: Place, value: string): Promise<string> {
    const { target, theirIds } = rivals;
    const given = argumentsWith(place, value, target.samples);
    const answer = await target.call(place.operation, place.field, given);
    const text = JSON.stringify(answer).replaceAll(value, '<value>');
    expect(theirIds.filter((id) => text.includes(id))).toEqual([]);
    return withoutChance(text);
  }

  const named = (type: string, ...operations: Parameters<typeof places>) =>
    places(...operations)
      .filter((place) => place.type === type)
      .map((place) => [nameOf(place), place] as const);

  it.each(named('ID', 'query', 'mutation'))('%s: an id of theirs', async (_, place) => {
    const { target, theirs, theirIds } = rivals;
    const before = await rowsOfTenant(target.stage.database, theirs.shop.tenant);
    const sample = theirs.samples(place);
    const { reservation, product } = theirs.shop;
    const few = place.operation === 'mutation' ? [reservation, product] : theirIds;
    for (const id of typeof sample === 'string' ? [sample] : few) {
      expect(await told(place, id)).toBe(await told(place, randomUUID()));
    }
    expect(await rowsOfTenant(target.stage.database, theirs.shop.tenant)).toEqual(before);
  });

  it.each(named('String', 'query'))('%s: a text of theirs', async (_, place) => {
    for (const text of [...THEIR_TEXTS, rivals.theirs.shop.product]) {
      expect(await told(place, text)).toBe(await told(place, `nobody's ${text}`));
    }
  });

  it('lists hold none of theirs', async () => {
    const { target, theirIds } = rivals;
    const fields = new Set(places('query').map(({ field }) => field));
    const answered: string[] = [];
    const unanswered: string[] = [];
    for (const field of fields) {
      const place = { operation: 'query', field, path: [], type: '' } as const;
      const onlyRequired = argumentsWith(place, undefined, (at) =>
        at.path.length === 1 && ['from', 'to', 'withinDays'].includes(String(at.path[0]))
          ? target.samples(at)
          : undefined,
      );
      const { data, errors } = await target.call('query', field, onlyRequired);
      if (errors) unanswered.push(field);
      else answered.push(field);
      const answer = JSON.stringify({ data, errors });
      for (const known of [...theirIds, ...THEIR_TEXTS]) expect(answer).not.toContain(known);
    }
    expect(answered.length).toBeGreaterThan(15);
    // Those that need an id are asked with one above.
    const byId = new Set(
      places('query').flatMap(({ field, type }) => (type === 'ID' ? field : [])),
    );
    expect(unanswered.filter((field) => !byId.has(field))).toEqual([]);
  });

  it('left everything as the rules want it', async () => {
    const { target, theirs } = rivals;
    for (const { tenant } of [target.stage.shop, theirs.shop]) {
      expect(await violations(target.stage.database, tenant)).toEqual([]);
    }
  });
});
