import type { Line } from '../../forms/lines';

/** A line of an order: what one base unit costs is the supplier's price unless it is typed. */
export interface NewOrderLine extends Line {
  readonly cost: string;
}

/** The lines as the API takes them. */
export const inputOf = (lines: readonly NewOrderLine[], decimal: (typed: string) => string) =>
  lines.map(({ product, amount, unit, cost }) => ({
    ...{ productId: product.id, amount: decimal(amount), unit },
    ...(cost.trim() && { unitCost: decimal(cost) }),
  }));
