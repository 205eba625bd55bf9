import { Field, ObjectType } from 'type-graphql';

@ObjectType({
  simpleResolvers: true,
  description: 'A rule that the database enforces, read from its catalog.',
})
export class IntegrityRule {
  @Field(() => String, {
    description: 'The name. Its guards, tests and documentation have it too.',
  })
  name: string;

  @Field(() => String, { description: 'The extensions.code of its refusals.' })
  code: string;

  @Field(() => String, { description: 'The rule in one sentence.' })
  statement: string;

  @Field(() => [String], { description: 'The constraints, triggers and policies that enforce it.' })
  enforcedBy: string[];

  @Field(() => Boolean, { description: 'True if all of these are enabled and validated.' })
  enabled: boolean;
}
