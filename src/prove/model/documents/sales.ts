import { movedBy, WrittenDocument, type ExpectedMovement, type Line } from './written-document';

// The documents that sell or promise goods, or take them back.

export class WrittenSale extends WrittenDocument {
  protected readonly order = ['COMPLETED', 'VOIDED'];
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

  movements(): ExpectedMovement[] {
    const { locationId } = this;
    const sold = this.lines.flatMap(movedBy).map(({ productId, quantity }) => ({
      ...{ kind: 'SALE', productId, locationId, quantity: -quantity },
    }));
    if (!this.has('VOIDED')) return sold;
    // Its refunds came before the void, so the void returns only what they left.
    const left = [
      ...this.lines.flatMap(movedBy),
      ...this.refunds
        .flatMap(({ line }) => movedBy(line))
        .map((line) => ({ ...line, quantity: -line.quantity })),
    ];
    return [
      ...sold,
      ...left.map(({ productId, quantity }) => ({
        ...{ kind: 'SALE_VOID', productId, locationId, quantity },
      })),
    ];
  }

  protected override get finalStatuses(): string[] {
    return ['VOIDED'];
  }
}

export class WrittenRefund extends WrittenDocument {
  protected readonly order = ['RECORDED'];

  constructor(
    id: string,
    readonly line: Line,
    readonly locationId: string,
    readonly scrapped: boolean,
  ) {
    super(id);
  }

  movements(): ExpectedMovement[] {
    const { locationId } = this;
    return movedBy(this.line).flatMap((line) => {
      const out = { kind: 'ADJUSTMENT', locationId, ...line, quantity: -line.quantity };
      return [{ kind: 'REFUND', locationId, ...line }, ...(this.scrapped ? [out] : [])];
    });
  }
}

/** It writes no movement; the sales that use it do. It expires without a request, so no session learns of it. */
export class WrittenReservation extends WrittenDocument {
  protected readonly order = ['ACTIVE', 'RELEASED'];
  /** What the acknowledged sales that name it sold of its product. Each takes all that it can from the reservation. */
  readonly sold: number[] = [];

  constructor(
    id: string,
    readonly locationId: string,
    readonly line: Line,
  ) {
    super(id);
  }

  get used(): number {
    const sold = this.sold.reduce((all, quantity) => all + quantity, 0);
    return Math.min(sold, this.line.quantity);
  }

  override get status(): string {
    return this.used === this.line.quantity ? 'COMMITTED' : super.status;
  }

  override get isOpen(): boolean {
    return this.status === 'ACTIVE';
  }

  override get contradiction(): string | undefined {
    const isBoth = this.has('RELEASED') && this.status === 'COMMITTED';
    return isBoth ? `Reservation ${this.id}: used up and RELEASED` : super.contradiction;
  }

  movements(): ExpectedMovement[] {
    return [];
  }

  protected override get finalStatuses(): string[] {
    return ['RELEASED'];
  }
}
