import { Field, ID, Int, ObjectType } from 'type-graphql';
import { DateTimeISO, SafeInt } from './scalars';

@ObjectType({
  simpleResolvers: true,
  description:
    'An address that is sent events as they are committed, in their order, each at least once (Standard Webhooks).',
})
export class Webhook {
  @Field(() => ID, { description: 'UUID.' })
  id: string;

  @Field(() => String, { description: 'Where the events are sent, by POST.' })
  url: string;

  @Field(() => [String], { description: 'The types of events that it is sent.' })
  events: string[];

  @Field(() => Boolean, {
    description: 'False: nothing is sent. Enabled again, it goes on from where it was.',
  })
  enabled: boolean;

  @Field(() => DateTimeISO, {
    nullable: true,
    description: 'When the receiver last took an event; null before the first.',
  })
  lastDeliveredAt: string | null;

  @Field(() => Int, { description: 'Attempts in a row that failed.' })
  failures: number;

  @Field(() => DateTimeISO, {
    nullable: true,
    description: 'When the first of these failed; null where the last attempt succeeded.',
  })
  failingSince: string | null;

  @Field(() => DateTimeISO, {
    nullable: true,
    description: 'When the next attempt is due after a failure.',
  })
  nextAttemptAt: string | null;

  @Field(() => String, { nullable: true, description: 'Why the last attempt failed.' })
  lastError: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Why the worker has disabled it; null where it has not.',
  })
  warning: string | null;

  @Field(() => SafeInt, {
    description:
      'Events that are committed and not delivered yet; 10,000 stands for that many or more.',
  })
  lag: number;

  @Field(() => DateTimeISO, { description: 'When it was made.' })
  createdAt: string;

  @Field(() => String, { description: 'Who made it.' })
  createdBy: string;
}

@ObjectType({ simpleResolvers: true, description: 'A webhook that was made, with its secret.' })
export class NewWebhook {
  @Field(() => Webhook, { description: 'The webhook.' })
  webhook: Webhook;

  @Field(() => String, {
    description:
      'What its events are signed with, as the libraries of Standard Webhooks take it. It is shown here and never again.',
  })
  secret: string;
}
