// What a replay of a retail file will do: the products, the intakes and the documents.

/** A product of the file. */
export interface PlannedProduct {
  readonly code: string;
  readonly name: string;
  /** False for postage, fees, discounts and vouchers, which are not goods. */
  readonly tracked: boolean;
}

/** The intake of a week: the goods that the file sells in it. */
export interface PlannedIntake {
  /** Monday of the week, YYYY-MM-DD. */
  readonly week: string;
  readonly batches: { readonly code: string; readonly quantity: number }[];
}

export interface PlannedSale {
  readonly kind: 'sale';
  readonly invoice: string;
  readonly date: string;
  readonly lines: PlannedSaleLine[];
}

export interface PlannedSaleLine {
  readonly code: string;
  readonly quantity: number;
  /** What the file says that a unit was sold for; not there where that is no price. */
  readonly unitPrice?: string;
}

/** Returned goods: refunds of sale lines in the file, and an intake of the goods that no sale in the file matches. */
export interface PlannedReturn {
  readonly kind: 'return';
  readonly invoice: string;
  readonly date: string;
  /** How many lines of the file it replays. */
  readonly lineCount: number;
  readonly refunds: { readonly sale: string; readonly line: number; readonly quantity: number }[];
  readonly intake: { readonly code: string; readonly quantity: number }[];
}

/** Goods that were written off: lines of an invoice with a negative quantity and no price. */
export interface PlannedWriteOff {
  readonly kind: 'write-off';
  readonly invoice: string;
  readonly date: string;
  readonly lines: { readonly code: string; readonly quantity: number; readonly note: string }[];
}

export type PlannedDocument = PlannedSale | PlannedReturn | PlannedWriteOff;

/** Lines that are not replayed, by reason. */
export interface Skips {
  readonly [reason: string]: { lines: number; units: number };
}

export interface Plan {
  readonly fileId: string;
  readonly linesRead: number;
  readonly products: PlannedProduct[];
  readonly intakes: PlannedIntake[];
  /** In chronological order. */
  readonly documents: PlannedDocument[];
  readonly skips: Skips;
}

/** The day of a document, by the shop's own time. */
export function businessDateOf({ date }: PlannedDocument): string {
  return date.slice(0, 10);
}
