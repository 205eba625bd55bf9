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

  constructor(
    id: string,
    readonly from: string,
    readonly to: string,
    readonly lines: readonly Line[],
  ) {
    super(id);
  }

  movements(): ExpectedMovement[] {
    const dispatched = this.has('DISPATCHED') || this.has('FULFILLED');
    if (!dispatched) return [];
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

  protected override get finalStatuses(): string[] {
    return ['FULFILLED', 'CANCELLED'];
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
