import { Field, InputType } from 'type-graphql';
import { Role } from '../enums';

@InputType({ description: 'A person to be invited.' })
export class InviteUserInput {
  @Field(() => String, {
    description:
      'The email address, at most 254 characters. It never changes, and is never free again.',
  })
  email: string;

  @Field(() => String, { description: "The person's name, 1 to 200 characters." })
  name: string;

  @Field(() => Role, { description: 'What the person may do.' })
  role: Role;
}
