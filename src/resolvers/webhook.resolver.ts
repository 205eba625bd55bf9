import { Arg, Authorized, Ctx, ID, Mutation, Query, Resolver } from 'type-graphql';
import { webhooks } from '../database/queries/webhooks';
import { checkInput } from '../input/validate';
import { NewWebhook, Webhook } from '../schema/webhook';
import { checkReceiver } from '../webhooks/address';
import { newSecret } from '../webhooks/secret';
import type { RequestContext } from './context';

@Resolver()
export class WebhookResolver {
  @Authorized('admin')
  @Query(() => [Webhook], { description: 'The webhooks of the tenant, the oldest first.' })
  webhooks(@Ctx() context: RequestContext): Promise<Webhook[]> {
    return context.snapshot.query(webhooks, { id: null });
  }

  @Authorized('admin')
  @Mutation(() => NewWebhook, {
    description:
      'Makes a webhook, which is sent what is committed from now on. The answer alone shows its secret. docs/webhooks.md has the events and how a receiver verifies them. Errors: WEBHOOK_URL_INVALID, VALUE_UNKNOWN.',
  })
  async createWebhook(
    @Ctx() context: RequestContext,
    @Arg('url', () => String, {
      description:
        'An https:// URL of a public address, without user, password and fragment. Where the server has BINCARD_WEBHOOK_PRIVATE=on, http:// and private addresses too.',
    })
    url: string,
    @Arg('events', () => [String], {
      description: 'The types of events to send, such as movement.sale or stock.low.',
    })
    events: string[],
  ): Promise<NewWebhook> {
    checkInput({ url, events }, '');
    checkReceiver(url, context.privateReceivers);
    const secret = newSecret();
    const made = await context.write<{ id: string }>('create_webhook', { url, events, secret }, '');
    return { webhook: await webhookById(context, made.id), secret };
  }

  @Authorized('admin')
  @Mutation(() => Webhook, {
    description:
      'Turns a webhook on or off. Turned on again it is sent what it has missed. Errors: WEBHOOK_UNKNOWN.',
  })
  async setWebhookEnabled(
    @Ctx() context: RequestContext,
    @Arg('id', () => ID, { description: 'The webhook.' }) id: string,
    @Arg('enabled', () => Boolean, { description: 'Whether it is sent events.' }) enabled: boolean,
  ): Promise<Webhook> {
    checkInput({ id }, '');
    await context.write('enable_webhook', { id, enabled }, '');
    return webhookById(context, id);
  }

  @Authorized('admin')
  @Mutation(() => Boolean, {
    description: 'Deletes a webhook; true when it is done. Errors: WEBHOOK_UNKNOWN.',
  })
  deleteWebhook(
    @Ctx() context: RequestContext,
    @Arg('id', () => ID, { description: 'The webhook.' }) id: string,
  ): Promise<boolean> {
    checkInput({ id }, '');
    return context.write<boolean>('delete_webhook', { id }, '');
  }
}

async function webhookById(context: RequestContext, id: string): Promise<Webhook> {
  const [webhook] = await context.snapshot.query(webhooks, { id });
  return webhook!;
}
