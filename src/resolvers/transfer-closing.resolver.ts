import { Arg, Authorized, Ctx, ID, Mutation, Resolver } from 'type-graphql';
import { Transfer } from '../entities/transfer.entity';
import { checkInput } from '../input/validate';
import type { RequestContext } from './context';
import { transfersById } from './reads';

@Resolver()
export class TransferClosingResolver {
  @Authorized('clerk')
  @Mutation(() => Transfer, {
    description:
      'Asks for a transfer to be closed short. When another person approves it (approveTransferShort), what has not arrived by then is written off at the sending location, as a loss of its batches. Until then goods may still arrive. Errors: ILLEGAL_TRANSITION, TRANSFER_UNKNOWN, REASON_MISSING.',
  })
  closeTransferShort(
    @Ctx() context: RequestContext,
    @Arg('id', () => ID) id: string,
    @Arg('reason', () => String) reason: string,
  ): Promise<Transfer> {
    return this.close(context, 'close_transfer_short', { id, reason });
  }

  @Authorized('manager')
  @Mutation(() => Transfer, {
    description:
      'Approves that a transfer is closed short: what has not arrived is lost, and the transfer is FULFILLED. Errors: SELF_APPROVAL, ILLEGAL_TRANSITION, TRANSFER_UNKNOWN.',
  })
  approveTransferShort(
    @Ctx() context: RequestContext,
    @Arg('id', () => ID, { description: 'The transfer.' }) id: string,
  ): Promise<Transfer> {
    return this.close(context, 'decide_transfer_short', { id, status: 'APPROVED' });
  }

  @Authorized('manager')
  @Mutation(() => Transfer, {
    description:
      'Rejects that a transfer is closed short: it stays on its way. Errors: ILLEGAL_TRANSITION, TRANSFER_UNKNOWN, REASON_MISSING.',
  })
  rejectTransferShort(
    @Ctx() context: RequestContext,
    @Arg('id', () => ID, { description: 'The transfer.' }) id: string,
    @Arg('reason', () => String) reason: string,
  ): Promise<Transfer> {
    return this.close(context, 'decide_transfer_short', { id, status: 'REJECTED', reason });
  }

  private async close(
    context: RequestContext,
    name: 'close_transfer_short' | 'decide_transfer_short',
    input: { id: string; status?: string; reason?: string },
  ): Promise<Transfer> {
    checkInput(input, '');
    await context.write<{ id: string }>(name, input, '');
    return context.loaders.existing(transfersById, input.id);
  }
}
