import type { Picked } from './ProductPicker';

/** A line of a document as it is being typed: quantities are texts until they are sent. */
export interface Line {
  readonly key: string;
  readonly product: Picked['product'];
  readonly amount: string;
  readonly unit: string;
}

/** Adds what was picked: to the line of the same product and unit, where there is one and nothing tells them apart. */
export function withPicked<Some extends Line>(
  lines: readonly Some[],
  picked: Picked,
  more: Omit<Some, keyof Line>,
  isSame: (line: Some) => boolean = () => true,
): Some[] {
  const { product, quantity } = picked;
  // A code that states a quantity states it in base units.
  const unit = quantity === null ? picked.unit : product.baseUnit;
  const same = lines.find(
    (line) => line.product.id === product.id && line.unit === unit && isSame(line),
  );
  const added = quantity ?? 1;
  const count = Number(same?.amount ?? 0);
  if (same && Number.isInteger(count)) {
    return lines.map((line) => (line === same ? { ...line, amount: String(count + added) } : line));
  }
  const line: Line = {
    ...{ key: crypto.randomUUID(), product },
    ...{ amount: String(added), unit },
  };
  return [...lines, { ...line, ...more } as Some];
}

const OF_EVERY_LINE = ['key', 'product', 'amount', 'unit'];

/** Whether lines have more than what a link put into the first of them, or something was typed above them. */
export function isTyped(
  lines: readonly Line[],
  first: string | undefined,
  ...above: readonly (string | undefined)[]
): boolean {
  if (above.some((text) => text?.trim())) return true;
  const [line, ...others] = lines;
  if (!line) return false;
  const { product, amount, unit } = line;
  const further = Object.entries(line).filter(([name]) => !OF_EVERY_LINE.includes(name));
  return (
    others.length > 0 ||
    [product.sku, amount, unit].join() !== [first, '1', product.baseUnit].join() ||
    further.some(([, value]) => Boolean(value))
  );
}

/** The units of a product that can still be used, the base unit first. */
export function unitsOf(product: Pick<Picked['product'], 'baseUnit' | 'units'>): string[] {
  const { baseUnit, units } = product;
  const others = units.filter(({ code, retired }) => code !== baseUnit && !retired);
  return [baseUnit, ...others.map(({ code }) => code)];
}
