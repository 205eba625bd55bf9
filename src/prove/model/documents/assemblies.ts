import type { WrittenReceipt } from './stock';
import { WrittenDocument, type ExpectedMovement, type Line } from './written-document';

/** Sets that were put together; their receipt is a document of its own, which is voided with the assembly. */
export class WrittenAssembly extends WrittenDocument {
  protected readonly order = ['COMPLETED', 'VOIDED'];

  constructor(
    id: string,
    readonly locationId: string,
    readonly parts: readonly Line[],
    readonly receipt: WrittenReceipt,
  ) {
    super(id);
  }

  movements(): ExpectedMovement[] {
    const { locationId } = this;
    const moved = (kind: string, sign: 1 | -1) =>
      this.parts.map(({ productId, quantity }) => ({
        ...{ kind, productId, locationId, quantity: sign * quantity },
      }));
    return [...moved('ASSEMBLY_OUT', -1), ...(this.has('VOIDED') ? moved('ASSEMBLY_VOID', 1) : [])];
  }

  protected override get finalStatuses(): string[] {
    return ['VOIDED'];
  }
}
