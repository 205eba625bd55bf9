import { Arg, Authorized, Ctx, ID, Int, Mutation, Query, Resolver } from 'type-graphql';
import { ROLES, type Role as CallersRole } from '../auth/token';
import { apiTokens, userOfActor, users } from '../database/queries/people';
import { badInput } from '../input/bad-input';
import { checkId, checkInput, checkText } from '../input/validate';
import { Role } from '../schema/enums';
import { InviteUserInput } from '../schema/inputs/people.input';
import { ApiToken, NewApiToken, User, Viewer } from '../schema/people';
import type { RequestContext } from './context';
import { neededRoles } from './needed-roles';
import { requireTenant } from './tenant';

const LINK = 'The answer has `link`, which is shown this once.';

@Resolver()
export class PeopleResolver {
  @Authorized()
  @Query(() => Viewer, { description: 'Who asks: the actor, the role and what it allows.' })
  async me(@Ctx() context: RequestContext): Promise<Viewer> {
    const { code, timeZone } = await requireTenant(context);
    const { actor, role } = context.identity!;
    return {
      ...{ actor, tenant: code, timeZone, role: role.toUpperCase() },
      permissions: permissionsOf(role),
      user: await context.snapshot.query(userOfActor, { actor }),
    };
  }

  @Authorized('admin')
  @Query(() => [User], { description: 'All users, by name.' })
  users(@Ctx() context: RequestContext): Promise<User[]> {
    return context.snapshot.query(users);
  }

  @Authorized()
  @Query(() => [ApiToken], {
    description:
      "API tokens, the newest first, revoked ones too, at most 1,000: an admin's are all of the tenant, others see those that act as themselves.",
  })
  apiTokens(@Ctx() context: RequestContext): Promise<ApiToken[]> {
    const { role, actor } = context.identity!;
    return context.snapshot.query(apiTokens, { actor: role === 'admin' ? null : actor });
  }

  @Authorized('admin')
  @Mutation(() => User, {
    description: `Adds a person, who chooses a password by a link. ${LINK} Errors: EMAIL_TAKEN, TEXT_INVALID, ROLE_EXCEEDS_OWN.`,
  })
  async inviteUser(
    @Ctx() context: RequestContext,
    @Arg('input', () => InviteUserInput) input: InviteUserInput,
  ): Promise<User> {
    checkInput(input);
    await requireTenant(context);
    return withLink(context, await context.write<Linked>('invite_user', input));
  }

  @Authorized('admin')
  @Mutation(() => User, {
    description: `Makes a link by which a user chooses a new password; the old one counts until then, and the user's earlier links end. ${LINK} Errors: USER_UNKNOWN.`,
  })
  async resetUser(@Ctx() context: RequestContext, @Arg('id', () => ID) id: string): Promise<User> {
    const input = { id: checkId(id, 'id') };
    return withLink(context, await context.write<Linked>('reset_user', input, ''));
  }

  @Authorized('admin')
  @Mutation(() => User, {
    description:
      'Switches a user off or on. Off, links, sessions and API tokens of the user work no more; on again, the user signs in again. Errors: USER_UNKNOWN, LAST_ADMIN.',
  })
  setUserActive(
    @Ctx() context: RequestContext,
    @Arg('id', () => ID) id: string,
    @Arg('active', () => Boolean) active: boolean,
  ): Promise<User> {
    return context.write<User>('set_user', { id: checkId(id, 'id'), active }, '');
  }

  @Authorized('admin')
  @Mutation(() => User, {
    description:
      'Gives a user another role, which counts from the next request on, in open sessions and for API tokens too. Errors: USER_UNKNOWN, LAST_ADMIN, ROLE_EXCEEDS_OWN.',
  })
  setUserRole(
    @Ctx() context: RequestContext,
    @Arg('id', () => ID) id: string,
    @Arg('role', () => Role) role: Role,
  ): Promise<User> {
    return context.write<User>('set_user', { id: checkId(id, 'id'), role }, '');
  }

  @Authorized('clerk')
  @Mutation(() => NewApiToken, {
    description:
      'Makes an API token that acts as the caller. Errors: TOKEN_NAME_TAKEN, TEXT_INVALID, ROLE_EXCEEDS_OWN, ACCESS_TIME_INVALID.',
  })
  async createApiToken(
    @Ctx() context: RequestContext,
    @Arg('name', () => String, { description: 'What it is for, 1 to 64 characters.' }) name: string,
    @Arg('role', () => Role, { description: "At most the caller's own." }) role: Role,
    @Arg('expiresInDays', () => Int, { description: 'After how many days it ends, 1 to 366.' })
    expiresInDays: number,
  ): Promise<NewApiToken> {
    checkText(name, 'name');
    if (expiresInDays < 1 || expiresInDays > 366) {
      const limits = { minimum: 1, maximum: 366 };
      throw badInput('expiresInDays', 'expiresInDays must be from 1 to 366', limits);
    }
    await requireTenant(context);
    return context.write<NewApiToken>('create_api_token', { name, role, expiresInDays }, '');
  }

  @Authorized('clerk')
  @Mutation(() => ApiToken, {
    description:
      "Revokes an API token, which works no more from then on: one's own, or as an admin any. Revoked again it stays so. Errors: API_TOKEN_UNKNOWN.",
  })
  async revokeApiToken(
    @Ctx() context: RequestContext,
    @Arg('id', () => ID) id: string,
  ): Promise<ApiToken> {
    const input = { id: checkId(id, 'id') };
    const found = await context.write<ApiToken | null>('revoke_api_token', input, '');
    if (found) return found;
    throw badInput('id', 'There is no such API token', {}, 'api_token_unknown');
  }
}

type Linked = User & { readonly secret: string };

function withLink(context: RequestContext, { secret, ...user }: Linked): User {
  return { ...user, link: context.linkTo(secret) };
}

/** The operations that a role may call, by name. */
function permissionsOf(role: CallersRole): string[] {
  const mayCall = ([, needed]: readonly [string, CallersRole]) =>
    ROLES.indexOf(needed) <= ROLES.indexOf(role);
  return [...neededRoles()]
    .filter(mayCall)
    .map(([field]) => field.split('.')[1]!)
    .sort();
}
