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
  const { product, unit, quantity } = picked;
  const same = lines.find(
    (line) => line.product.id === product.id && line.unit === unit && isSame(line),
  );
  // A code that states a quantity states it in base units.
  const added = quantity ?? 1;
  const count = Number(same?.amount ?? 0);
  if (same && Number.isInteger(count)) {
    return lines.map((line) => (line === same ? { ...line, amount: String(count + added) } : line));
  }
  const line: Line = {
    ...{ key: crypto.randomUUID(), product },
    ...{ amount: String(added), unit: quantity === null ? unit : product.baseUnit },
  };
  return [...lines, { ...line, ...more } as Some];
}

/** A number as the API takes it, from how the reader writes it. */
export function decimal(text: string): string {
  const trimmed = text.trim().replaceAll(/[\s\u00a0\u202f']/g, '');
  return trimmed.includes('.') ? trimmed.replaceAll(',', '') : trimmed.replace(',', '.');
}

/** The units of a product that can still be used, the base unit first. */
export function unitsOf({ baseUnit, units }: Picked['product']): string[] {
  const others = units.filter(({ code, retired }) => code !== baseUnit && !retired);
  return [baseUnit, ...others.map(({ code }) => code)];
}
