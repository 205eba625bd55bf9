import { readFileSync } from 'node:fs';
import path from 'node:path';
import { graphql, type FactsOf, type Refusal } from '../../client/index.mjs';
import { packageRoot } from '../../src/database/sql-files';
import { openClientStage, SELL, type ClientStage } from './shop';

const COUNT = graphql(`
  mutation Change($input: UpdateProductInput!) {
    updateProduct(input: $input) {
      id
    }
  }
`);

describe('refusals of the client', () => {
  let stage: ClientStage;
  beforeAll(async () => {
    stage = await openClientStage();
  });
  afterAll(() => stage?.close());

  /** As a program tells them apart: the compiler knows the facts of each code. */
  function say(refusal: Refusal): string {
    switch (refusal.code) {
      case 'INSUFFICIENT_STOCK': {
        const { requested, available, sku } = refusal.details;
        const missing: number = (requested ?? 0) - (available ?? 0);
        return `${missing} of ${sku} are missing`;
      }
      case 'FORBIDDEN':
        return `a ${refusal.details.needed} may`;
      default:
        return refusal.message;
    }
  }

  it('carry the facts of their code', async () => {
    const client = await stage.client();
    const { locationId, lines } = stage.sale();
    const { onHand } = await stage.stock();
    const many = { locationId, lines: [{ ...lines[0]!, quantity: onHand + 1000 }] };
    const outcome = await client.execute(SELL, { input: many });
    if (outcome.ok) throw new Error('It was sold');
    const [refusal] = outcome.refusals;
    expect(refusal).toMatchObject({
      code: 'INSUFFICIENT_STOCK',
      retryable: false,
      path: ['recordSale'],
      details: { field: 'input.lines[0].quantity', requested: onHand + 1000 },
    });
    expect(refusal.hint).toContain('Ask for at most what is available');
    expect(say(refusal)).toMatch(/^\d+ of \S+ are missing$/);
    const denied = await client.execute(COUNT, { input: { id: lines[0]!.productId, name: 'x' } });
    expect(denied.ok || say(denied.refusals[0])).toMatch(/^a manager may$/i);
  });

  it('are of a code that docs/errors.md has, each of which has its facts', () => {
    const errors = readFileSync(path.join(packageRoot, 'docs/errors.md'), 'utf8');
    const facts = readFileSync(path.join(packageRoot, 'client/facts.mts'), 'utf8');
    const documented = [...errors.matchAll(/^\| `([A-Z_]+)` \|/gm)].map(([, code]) => code);
    const typed = [...facts.matchAll(/^ {2}readonly ([A-Z_]+): /gm)].map(([, code]) => code);
    expect(typed.length).toBeGreaterThan(100);
    expect(typed).toEqual(documented);
    const code: keyof FactsOf = 'SELF_APPROVAL';
    expect(typed).toContain(code);
  });
});
