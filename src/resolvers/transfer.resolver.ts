import { Arg, Args, Authorized, Ctx, ID, Mutation, Query, Resolver } from 'type-graphql';
import { transfersCount, transfersPage } from '../database/queries/transfers';
import { Transfer } from '../entities/transfer.entity';
import type { Connection } from '../schema/connections';
import { TransferStatus } from '../schema/transfer-enums';
import { ReceiveTransferLineInput, RequestTransferInput } from '../schema/inputs/transfer.input';
import { TransferConnection } from '../schema/pages';
import { DocumentListArgs } from '../schema/list-args';
import { checkId, checkInput } from '../input/validate';
import type { RequestContext } from './context';
import { daysOf, pageOf } from './pages';
import { rowOf } from './selected-rows';
import { transfersById } from './reads';

@Resolver()
export class TransferResolver {
  @Authorized()
  @Query(() => Transfer, {
    nullable: true,
    description: 'A transfer by its id; null when there is none.',
  })
  transfer(
    @Ctx() context: RequestContext,
    @Arg('id', () => ID) id: string,
  ): Promise<Transfer | null> {
    return rowOf(context, transfersById, checkId(id, 'id'));
  }

  @Authorized()
  @Query(() => TransferConnection, {
    description:
      'Transfers by when they were requested; with filters, those that match all of them.',
  })
  transfers(
    @Ctx() context: RequestContext,
    @Args(() => DocumentListArgs) page: DocumentListArgs,
    @Arg('status', () => TransferStatus, { nullable: true }) status?: TransferStatus,
    @Arg('locationId', () => ID, {
      nullable: true,
      description: 'Only transfers from or to this location.',
    })
    locationId?: string,
  ): Promise<Connection<Transfer>> {
    const where = { status, locationId: checkId(locationId, 'locationId'), ...daysOf(page) };
    const list = { kind: 'transfers', page: transfersPage, count: transfersCount };
    return pageOf(context, list, where, page);
  }

  @Authorized('clerk')
  @Mutation(() => Transfer, {
    description:
      'Requests a transfer of goods to another location. Stock moves only when the transfer is dispatched. Errors: TRANSFER_SAME_LOCATION, LOCATION_UNKNOWN, PRODUCT_UNKNOWN, PRODUCT_NOT_TRACKED, BATCH_UNKNOWN, UNIT_UNKNOWN, LOCATION_NOT_ACTIVE, FORBIDDEN (out of quarantine, for a clerk), QUANTITY_NOT_POSITIVE, QUANTITY_TOO_LARGE, IDEMPOTENCY_KEY_REUSED.',
  })
  async requestTransfer(
    @Ctx() context: RequestContext,
    @Arg('input', () => RequestTransferInput) input: RequestTransferInput,
  ): Promise<Transfer> {
    checkInput(input);
    const { id } = await context.write<{ id: string }>('request_transfer', input);
    return context.loaders.existing(transfersById, id);
  }

  @Authorized('manager')
  @Mutation(() => Transfer, {
    description:
      'Approves a REQUESTED transfer, so that it can be dispatched. Errors: SELF_APPROVAL, ILLEGAL_TRANSITION, TRANSFER_UNKNOWN.',
  })
  approveTransfer(
    @Ctx() context: RequestContext,
    @Arg('id', () => ID) id: string,
  ): Promise<Transfer> {
    return this.step(context, { id, status: TransferStatus.APPROVED });
  }

  @Authorized('clerk')
  @Mutation(() => Transfer, {
    description:
      'Takes the goods of an APPROVED transfer out of stock at the sending location: they are in transit. Errors: INSUFFICIENT_STOCK, BATCH_NOT_SELLABLE, ILLEGAL_TRANSITION, TRANSFER_UNKNOWN.',
  })
  dispatchTransfer(
    @Ctx() context: RequestContext,
    @Arg('id', () => ID) id: string,
  ): Promise<Transfer> {
    return this.step(context, { id, status: TransferStatus.DISPATCHED });
  }

  @Authorized('clerk')
  @Mutation(() => Transfer, {
    description:
      'Receives all that is left of a transfer at the receiving location. An APPROVED transfer is dispatched and received in one step. Errors: LOCATION_NOT_ACTIVE and those of dispatchTransfer.',
  })
  fulfillTransfer(
    @Ctx() context: RequestContext,
    @Arg('id', () => ID) id: string,
  ): Promise<Transfer> {
    return this.step(context, { id, status: TransferStatus.FULFILLED });
  }

  @Authorized('clerk')
  @Mutation(() => Transfer, {
    description:
      'Receives a part of a transfer, or the rest of it, any number of times: it is PARTIALLY_RECEIVED until nothing is left, then FULFILLED. Errors: TRANSFER_NOT_CONSERVED (more than is on its way), TRANSFER_UNKNOWN, BATCH_UNKNOWN, LOCATION_NOT_ACTIVE, ILLEGAL_TRANSITION, QUANTITY_NOT_POSITIVE, IDEMPOTENCY_KEY_REUSED.',
  })
  async receiveTransfer(
    @Ctx() context: RequestContext,
    @Arg('id', () => ID) id: string,
    @Arg('lines', () => [ReceiveTransferLineInput], {
      description: 'What arrived; at least one, at most 1,000.',
    })
    lines: ReceiveTransferLineInput[],
    @Arg('idempotencyKey', () => String, {
      nullable: true,
      description: 'The same key with the same request receives the goods once.',
    })
    idempotencyKey?: string,
  ): Promise<Transfer> {
    const input = { id, lines, idempotencyKey };
    checkInput(input, '');
    await context.write<{ id: string }>('receive_transfer', input, '');
    return context.loaders.existing(transfersById, id);
  }

  @Authorized('manager')
  @Mutation(() => Transfer, {
    description:
      'Cancels a transfer that was not received in full; what was dispatched and has not arrived returns to the batches and the location it was taken from. Errors: ILLEGAL_TRANSITION, TRANSFER_UNKNOWN, REASON_MISSING.',
  })
  cancelTransfer(
    @Ctx() context: RequestContext,
    @Arg('id', () => ID) id: string,
    @Arg('reason', () => String) reason: string,
  ): Promise<Transfer> {
    return this.step(context, { id, status: TransferStatus.CANCELLED, reason });
  }

  private async step(
    context: RequestContext,
    input: { id: string; status: TransferStatus; reason?: string },
  ): Promise<Transfer> {
    checkInput(input, '');
    const { id } = await context.write<{ id: string }>('set_transfer_status', input, '');
    return context.loaders.existing(transfersById, id);
  }
}
