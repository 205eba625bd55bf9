import { Arg, Args, Authorized, Ctx, ID, Mutation, Query, Resolver } from 'type-graphql';
import {
  channelCorrectionsById,
  channelCorrectionsCount,
  channelCorrectionsPage,
} from '../database/queries/reconciliation';
import { TimedListArgs } from '../schema/list-args';
import { checkInput, checkLength, checkText } from '../input/validate';
import type { Connection } from '../schema/connections';
import { ChannelStockInput } from '../schema/inputs/reconciliation.input';
import { ChannelCorrectionConnection } from '../schema/pages';
import { ChannelCorrection } from '../schema/reconciliation';
import { SafeInt } from '../schema/scalars';
import type { RequestContext } from './context';
import { pageOf } from './pages';

const MAX_LINES = 5_000;

/** Stock figures that channels report, and the corrections to send to them. */
@Resolver()
export class ChannelResolver {
  @Authorized()
  @Query(() => ChannelCorrectionConnection, {
    description:
      'Corrections to send to their channel. One whose channel has reported another figure since is left out: what is wrong then is found anew. One that would put goods on sale is left out while its product is not ACTIVE, even if it was when the correction was saved.',
  })
  channelCorrections(
    @Ctx() context: RequestContext,
    @Args(() => TimedListArgs) page: TimedListArgs,
    @Arg('channel', () => String, {
      nullable: true,
      description: 'Only corrections for this channel.',
    })
    channel?: string,
  ): Promise<Connection<ChannelCorrection>> {
    checkText(channel, 'channel');
    const list = {
      kind: 'channel-corrections',
      page: channelCorrectionsPage,
      count: channelCorrectionsCount,
    };
    return pageOf(context, list, { channel }, page);
  }

  @Authorized('clerk')
  @Mutation(() => ChannelCorrection, {
    description:
      "Records that a channel's connector has sent a correction. Repeating it changes nothing. What was sent is recorded even if the product is not ACTIVE any more; the next comparison finds what the channel then shows. Errors: CORRECTION_UNKNOWN.",
  })
  async markCorrectionSent(
    @Ctx() context: RequestContext,
    @Arg('id', () => ID) id: string,
  ): Promise<ChannelCorrection> {
    checkInput({ id }, '');
    await context.write('mark_correction_sent', { id }, '');
    return context.loaders.existing(channelCorrectionsById, id.toLowerCase());
  }

  @Authorized('clerk')
  @Mutation(() => SafeInt, {
    description:
      'Stores the stock figures that a channel shows and returns the number of lines. At most 5,000 lines at once. Errors: PRODUCT_UNKNOWN, LOCATION_UNKNOWN, QUANTITY_TOO_LARGE, TEXT_INVALID.',
  })
  reportChannelStock(
    @Ctx() context: RequestContext,
    @Arg('channel', () => String) channel: string,
    @Arg('stock', () => [ChannelStockInput]) stock: ChannelStockInput[],
  ): Promise<number> {
    checkText(channel, 'channel');
    stock.forEach(({ sku, locationCode }, index) => {
      checkText(sku, `stock[${index}].sku`);
      checkText(locationCode, `stock[${index}].locationCode`);
    });
    checkLength(stock, 'stock', MAX_LINES);
    return context.write<number>('report_channel_stock', { channel, stock }, '');
  }
}
