/** The sum of a document's movements of one kind, for a product at a location, in base units. */
export interface ExpectedMovement {
  readonly kind: string;
  readonly productId: string;
  readonly locationId: string;
  readonly quantity: number;
}

export interface Line {
  readonly productId: string;
  readonly quantity: number;
  /** Of a kit: what one of it is put together from. */
  readonly parts?: readonly Line[];
}

/** What a line moves: its product, or the components of a kit. */
export function movedBy({ productId, quantity, parts }: Line): Line[] {
  return parts
    ? parts.map((part) => ({ productId: part.productId, quantity: quantity * part.quantity }))
    : [{ productId, quantity }];
}

/** A document whose writing was acknowledged: its status, and the movements that it must have written. */
export abstract class WrittenDocument {
  /** The acknowledged changes of status, by the status reached. Each must be acknowledged once only. */
  readonly changes: string[] = [];
  /** The statuses in the order in which they can follow each other. */
  protected abstract readonly order: readonly string[];

  constructor(readonly id: string) {}

  /** The last status in order, because acknowledgements can arrive in another order than the changes. */
  get status(): string {
    return this.order.findLast((status) => this.changes.includes(status)) ?? this.order[0]!;
  }

  get isOpen(): boolean {
    return !this.changes.some((status) => this.finalStatuses.includes(status));
  }

  /** The acknowledged changes if they exclude each other: the same one twice, or two final statuses. */
  get contradiction(): string | undefined {
    const final = this.changes.filter((status) => this.finalStatuses.includes(status));
    const isPossible = new Set(this.changes).size === this.changes.length && final.length <= 1;
    return isPossible
      ? undefined
      : `${this.constructor.name} ${this.id}: ${this.changes.join(', ')}`;
  }

  abstract movements(): ExpectedMovement[];

  protected get finalStatuses(): readonly string[] {
    return [];
  }

  protected has(status: string): boolean {
    return this.changes.includes(status);
  }
}
