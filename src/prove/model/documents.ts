// The documents that sessions were told are written, and what each must have moved.

/** What a document moved of a product at a place, in base units. */
export interface Moved {
  readonly kind: string;
  readonly productId: string;
  readonly locationId: string;
  readonly quantity: number;
}

export interface Line {
  readonly productId: string;
  readonly quantity: number;
}

export abstract class WrittenDocument {
  /** The steps that were acknowledged; of several sessions that try one step, one is told so. */
  readonly steps: string[] = [];
  protected abstract readonly path: readonly string[];

  constructor(readonly id: string) {}

  /** Where the acknowledged steps lead; they may be told in another order than they were taken. */
  get status(): string {
    return this.path.findLast((step) => this.steps.includes(step)) ?? this.path[0]!;
  }

  get isOpen(): boolean {
    return !this.steps.some((step) => this.ends.includes(step));
  }

  /** What is wrong with the acknowledgements alone: a step taken twice, or two ends. */
  get contradiction(): string | undefined {
    const ends = this.steps.filter((step) => this.ends.includes(step));
    const once = new Set(this.steps).size === this.steps.length && ends.length <= 1;
    return once ? undefined : `${this.constructor.name} ${this.id}: ${this.steps.join(', ')}`;
  }

  abstract moved(): Moved[];

  protected get ends(): readonly string[] {
    return [];
  }

  protected has(step: string): boolean {
    return this.steps.includes(step);
  }
}

export class WrittenReceipt extends WrittenDocument {
  protected readonly path = ['STANDING', 'VOIDED'];

  constructor(
    id: string,
    readonly locationId: string,
    readonly lines: readonly Line[],
  ) {
    super(id);
  }

  moved(): Moved[] {
    return this.lines.map((line) => ({ kind: 'RECEIPT', locationId: this.locationId, ...line }));
  }

  protected override get ends(): string[] {
    return ['VOIDED'];
  }
}

export class WrittenSale extends WrittenDocument {
  protected readonly path = ['COMPLETED', 'VOIDED'];
  readonly refunds: WrittenRefund[] = [];

  constructor(
    id: string,
    readonly locationId: string,
    readonly lines: readonly (Line & { readonly id: string })[],
  ) {
    super(id);
  }

  override get status(): string {
    if (this.has('VOIDED')) return 'VOIDED';
    const sum = (lines: readonly Line[]) => lines.reduce((all, line) => all + line.quantity, 0);
    const refunded = sum(this.refunds.map((refund) => refund.line));
    if (refunded === 0) return 'COMPLETED';
    return refunded < sum(this.lines) ? 'PARTIALLY_REFUNDED' : 'REFUNDED';
  }

  moved(): Moved[] {
    const { locationId } = this;
    const sold = this.lines.map(({ productId, quantity }) => ({
      ...{ kind: 'SALE', productId, locationId, quantity: -quantity },
    }));
    if (!this.has('VOIDED')) return sold;
    // Refunds of it were taken before it was voided: what they left comes back.
    const left = [
      ...this.lines,
      ...this.refunds.map(({ line }) => ({ ...line, quantity: -line.quantity })),
    ];
    return [
      ...sold,
      ...left.map(({ productId, quantity }) => ({
        ...{ kind: 'SALE_VOID', productId, locationId, quantity },
      })),
    ];
  }

  protected override get ends(): string[] {
    return ['VOIDED'];
  }
}

export class WrittenRefund extends WrittenDocument {
  protected readonly path = ['STANDING'];

  constructor(
    id: string,
    readonly sale: WrittenSale,
    readonly line: Line,
  ) {
    super(id);
  }

  moved(): Moved[] {
    return [{ kind: 'REFUND', locationId: this.sale.locationId, ...this.line }];
  }
}

export class WrittenAdjustment extends WrittenDocument {
  protected readonly path = ['PENDING', 'APPROVED', 'REJECTED', 'COMPLETED'];

  constructor(
    id: string,
    readonly locationId: string,
    readonly line: Line,
  ) {
    super(id);
  }

  moved(): Moved[] {
    if (!this.has('COMPLETED')) return [];
    return [{ kind: 'ADJUSTMENT', locationId: this.locationId, ...this.line }];
  }

  protected override get ends(): string[] {
    return ['REJECTED', 'COMPLETED'];
  }
}

export class WrittenTransfer extends WrittenDocument {
  protected readonly path = ['REQUESTED', 'APPROVED', 'DISPATCHED', 'FULFILLED', 'CANCELLED'];

  constructor(
    id: string,
    readonly from: string,
    readonly to: string,
    readonly lines: readonly Line[],
  ) {
    super(id);
  }

  moved(): Moved[] {
    const left = this.has('DISPATCHED') || this.has('FULFILLED');
    if (!left) return [];
    const of = (kind: string, locationId: string, sign: number) =>
      this.lines.map(({ productId, quantity }) => ({
        ...{ kind, locationId, productId, quantity: sign * quantity },
      }));
    const arrived = this.has('FULFILLED') ? this.to : this.has('CANCELLED') ? this.from : undefined;
    return [
      ...of('TRANSFER_OUT', this.from, -1),
      ...(arrived ? of('TRANSFER_IN', arrived, 1) : []),
    ];
  }

  protected override get ends(): string[] {
    return ['FULFILLED', 'CANCELLED'];
  }
}

/** What a posted count moved is between its figures and the ledger: the rule count_closed compares those. */
export class WrittenCount extends WrittenDocument {
  protected readonly path = ['OPEN', 'POSTED', 'CANCELLED'];

  constructor(
    id: string,
    readonly locationId: string,
  ) {
    super(id);
  }

  moved(): Moved[] {
    return [];
  }

  protected override get ends(): string[] {
    return ['POSTED', 'CANCELLED'];
  }
}

/** It moves nothing: the sale that commits it does. Its own death is nobody's step. */
export class WrittenReservation extends WrittenDocument {
  protected readonly path = ['ACTIVE', 'RELEASED', 'COMMITTED'];

  constructor(
    id: string,
    readonly locationId: string,
    readonly line: Line,
  ) {
    super(id);
  }

  moved(): Moved[] {
    return [];
  }

  protected override get ends(): string[] {
    return ['RELEASED', 'COMMITTED'];
  }
}
