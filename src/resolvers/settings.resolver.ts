import { Arg, Authorized, Ctx, Mutation, Query, Resolver } from 'type-graphql';
import { SettingsInput } from '../schema/inputs/settings.input';
import { Settings } from '../schema/settings';
import { checkInput } from '../input/validate';
import type { RequestContext } from './context';
import { requireTenant } from './tenant';

@Resolver()
export class SettingsResolver {
  @Authorized()
  @Query(() => Settings, { description: "The caller's tenant and its settings." })
  settings(@Ctx() context: RequestContext): Promise<Settings> {
    return requireTenant(context);
  }

  @Authorized('admin')
  @Mutation(() => Settings, {
    description:
      "Changes the settings of the caller's tenant; fields that are left out stay. Errors: TIME_ZONE_FIXED, CURRENCY_FIXED, VALUE_UNKNOWN, DECISION_AUTOMATED, OVER_RECEIPT (a tolerance that is not 0 to 100).",
  })
  async updateSettings(
    @Ctx() context: RequestContext,
    @Arg('input', () => SettingsInput) input: SettingsInput,
  ): Promise<Settings> {
    checkInput(input);
    await requireTenant(context);
    return context.write<Settings>('update_settings', input);
  }
}
