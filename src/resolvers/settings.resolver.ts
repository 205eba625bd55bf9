import { Arg, Authorized, Ctx, Mutation, Query, Resolver } from 'type-graphql';
import { SettingsInput } from '../schema/inputs/stock-document.input';
import { Settings } from '../schema/settings';
import type { RequestContext } from '../server/context';

@Resolver()
export class SettingsResolver {
  @Authorized()
  @Query(() => Settings, { description: "The token's tenant and its settings." })
  async settings(@Ctx() context: RequestContext): Promise<Settings> {
    return (await context.snapshot.query<Settings>('settings', []))[0]!;
  }

  @Authorized('admin')
  @Mutation(() => Settings, { description: "Changes the tenant's own settings." })
  updateSettings(
    @Ctx() context: RequestContext,
    @Arg('input', () => SettingsInput) input: SettingsInput,
  ): Promise<Settings> {
    return context.write<Settings>('update_settings', input);
  }
}
