import { planDemo } from '../../src/retail/demo-plan';

describe('the plan of the demo', () => {
  it('gives each batch a cost, also where the last line of a product is a write-off, at no price', () => {
    const lines = planDemo('2026-11-27').weeks.flatMap(({ receipts }) =>
      receipts.flatMap((receipt) => receipt.lines),
    );
    expect(lines.length).toBeGreaterThan(20);
    expect(lines.filter(({ unitCost }) => !(Number(unitCost) > 0))).toEqual([]);
  });
});
