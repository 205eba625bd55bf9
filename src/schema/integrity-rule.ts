import { Field, ObjectType } from 'type-graphql';

@ObjectType({
  simpleResolvers: true,
  description: "A rule that the database holds, read from the database's own catalog.",
})
export class IntegrityRule {
  @Field(() => String, { description: 'The stem: it names the guards, the tests and the docs.' })
  name: string;

  @Field(() => String, { description: 'What a refusal by it has as extensions.code.' })
  code: string;

  @Field(() => String, { description: 'The rule in one sentence.' })
  statement: string;

  @Field(() => [String], { description: 'Its guards: constraints, triggers and policies.' })
  enforcedBy: string[];

  @Field(() => Boolean, { description: 'True when every guard is enabled and validated.' })
  enabled: boolean;
}
