import { WrittenDocument, type ExpectedMovement, type Line } from './written-document';

// The documents that bring goods in, move them, or correct their quantity.

export class WrittenReceipt extends WrittenDocument {
  protected readonly order = ['RECORDED', 'VOIDED'];

  constructor(
    id: string,
    readonly locationId: string,
    readonly lines: readonly Line[],
  ) {
    super(id);
  }

  movements(): ExpectedMovement[] {
    return this.lines.map((line) => ({ kind: 'RECEIPT', locationId: this.locationId, ...line }));
  }

  protected override get finalStatuses(): string[] {
    return ['VOIDED'];
  }
}

export class WrittenAdjustment extends WrittenDocument {
  protected readonly order = ['PENDING', 'APPROVED', 'REJECTED', 'COMPLETED'];

  constructor(
    id: string,
    readonly locationId: string,
    readonly line: Line,
  ) {
    super(id);
  }

  movements(): ExpectedMovement[] {
    if (!this.has('COMPLETED')) return [];
    return [{ kind: 'ADJUSTMENT', locationId: this.locationId, ...this.line }];
  }

  protected override get finalStatuses(): string[] {
    return ['REJECTED', 'COMPLETED'];
  }
}

export class WrittenTransfer extends WrittenDocument {
  protected readonly order = ['REQUESTED', 'APPROVED', 'DISPATCHED', 'FULFILLED', 'CANCELLED'];
  /** What was acknowledged to have arrived in part. */
  readonly arrivals: Line[] = [];

  constructor(
    id: string,
    readonly from: string,
    readonly to: string,
    readonly lines: readonly (Line & { readonly id: string })[],
  ) {
    super(id);
  }

  override get status(): string {
    if (this.has('CLOSED_SHORT')) return 'FULFILLED';
    if (this.arrivals.length === 0 || this.finalStatuses.some((status) => this.has(status))) {
      return super.status;
    }
    const sum = (lines: readonly Line[]) => lines.reduce((all, line) => all + line.quantity, 0);
    return sum(this.arrivals) < sum(this.lines) ? 'PARTIALLY_RECEIVED' : 'FULFILLED';
  }

  movements(): ExpectedMovement[] {
    const dispatched = this.has('DISPATCHED') || this.has('FULFILLED');
    if (!dispatched) return [];
    const of = (lines: readonly Line[], kind: string, locationId: string, sign: number) =>
      lines.map(({ productId, quantity }) => ({
        ...{ kind, locationId, productId, quantity: sign * quantity },
      }));
    const { from, to, lines, arrivals } = this;
    const rest = [...lines, ...arrivals.map((line) => ({ ...line, quantity: -line.quantity }))];
    return [
      ...of(lines, 'TRANSFER_OUT', from, -1),
      ...of(arrivals, 'TRANSFER_IN', to, 1),
      ...(this.has('FULFILLED') ? of(rest, 'TRANSFER_IN', to, 1) : []),
      ...(this.has('CANCELLED') ? of(rest, 'TRANSFER_IN', from, 1) : []),
      ...(this.has('CLOSED_SHORT')
        ? [...of(rest, 'TRANSFER_IN', from, 1), ...of(rest, 'ADJUSTMENT', from, -1)]
        : []),
    ];
  }

  protected override get finalStatuses(): string[] {
    return ['FULFILLED', 'CANCELLED', 'CLOSED_SHORT'];
  }
}

/** The movements of a posted count follow from its figures; the rule `count_closed` compares the two. */
export class WrittenCount extends WrittenDocument {
  protected readonly order = ['OPEN', 'POSTED', 'CANCELLED'];

  constructor(
    id: string,
    readonly locationId: string,
  ) {
    super(id);
  }

  movements(): ExpectedMovement[] {
    return [];
  }

  protected override get finalStatuses(): string[] {
    return ['POSTED', 'CANCELLED'];
  }
}

/**
 * It moves nothing: its receipts do. What has come in follows from them, from corrections and voids, and the invariant
 * purchase-orders compares it; here is what persons decided.
 */
export class WrittenOrder extends WrittenDocument {
  protected readonly order = ['DRAFT', 'ORDERED', 'CLOSED_SHORT', 'CANCELLED'];

  constructor(
    id: string,
    readonly locationId: string,
    readonly lines: readonly (Line & { readonly id: string })[],
  ) {
    super(id);
  }

  movements(): ExpectedMovement[] {
    return [];
  }

  protected override get finalStatuses(): string[] {
    return ['CLOSED_SHORT', 'CANCELLED'];
  }
}
