import { Field, ID, ObjectType } from 'type-graphql';
import { Role } from './enums';
import { DateTimeISO } from './scalars';

@ObjectType({ simpleResolvers: true, description: 'A person who signs in. Never deleted.' })
export class User {
  @Field(() => ID, { description: 'UUID version 7: ordered by when the person was invited.' })
  id: string;

  @Field(() => String, {
    description:
      'The email address, as it was given. In lower case it is the actor of all that the person does.',
  })
  email: string;

  @Field(() => String, { description: "The person's name." })
  name: string;

  @Field(() => Role, { description: 'What the person may do.' })
  role: string;

  @Field(() => Boolean, {
    description: 'Whether the person may sign in. Of a user who is switched off nothing works.',
  })
  active: boolean;

  @Field(() => DateTimeISO, { nullable: true, description: 'When the person signed in last.' })
  lastSignInAt: string | null;

  @Field(() => String, {
    nullable: true,
    description:
      'Only in the answer of inviteUser and resetUser: the link by which the person chooses a password, once and within 30 minutes. Whoever has it becomes that user.',
  })
  link?: string | null;
}

@ObjectType({
  simpleResolvers: true,
  description: 'A long-lived secret for a program. It acts as the actor who made it.',
})
export class ApiToken {
  @Field(() => ID, { description: 'UUID version 7: ordered by time.' })
  id: string;

  @Field(() => String, { description: 'What it is called; unique among those not revoked.' })
  name: string;

  @Field(() => Role, {
    description:
      'What it was made for. Where its actor is a user, it may do no more than the user may at that moment: `effectiveRole`.',
  })
  role: string;

  @Field(() => Role, {
    description: 'The role that counts now: the least of its own and that of its user.',
  })
  effectiveRole: string;

  @Field(() => String, { description: 'Whom it acts as: the actor who made it.' })
  actor: string;

  @Field(() => DateTimeISO, { description: 'When it was made.' })
  createdAt: string;

  @Field(() => DateTimeISO, { description: 'When it ends.' })
  expiresAt: string;

  @Field(() => DateTimeISO, {
    nullable: true,
    description: 'When it was used last, to the minute.',
  })
  lastUsedAt: string | null;

  @Field(() => Boolean, { description: 'Whether it was revoked; it works no more then.' })
  revoked: boolean;
}

@ObjectType({ simpleResolvers: true, description: 'An API token that was just made.' })
export class NewApiToken {
  @Field(() => ApiToken, { description: 'The token.' })
  token: ApiToken;

  @Field(() => String, {
    description:
      'The secret, for the header "authorization: Bearer SECRET". It is shown this once: only its hash is kept.',
  })
  secret: string;
}

@ObjectType({ simpleResolvers: true, description: 'Who asks, and what is allowed.' })
export class Viewer {
  @Field(() => String, { description: 'The name that movements and audit entries record.' })
  actor: string;

  @Field(() => Role, { description: 'The role of the session or token now.' })
  role: string;

  @Field(() => String, { description: "The tenant's code." })
  tenant: string;

  @Field(() => String, { description: 'The time zone of business dates.' })
  timeZone: string;

  @Field(() => [String], { description: 'The operations of this schema that the role may call.' })
  permissions: string[];

  @Field(() => User, {
    nullable: true,
    description: 'The user who has this actor; null for a program or a signed token of no user.',
  })
  user?: User | null;
}
