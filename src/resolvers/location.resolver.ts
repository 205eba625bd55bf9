import { Arg, Authorized, Ctx, ID, Mutation, Query, Resolver } from 'type-graphql';
import { locationByCode } from '../database/queries/locations';
import { Location } from '../entities/location.entity';
import { badInput } from '../input/bad-input';
import { CreateLocationInput } from '../schema/inputs/master-data.input';
import { checkId, checkInput, checkText } from '../input/validate';
import type { RequestContext } from './context';
import { locations, locationsById } from './reads';

@Resolver(() => Location)
export class LocationResolver {
  @Authorized()
  @Query(() => Location, {
    nullable: true,
    description: 'A location by its id or its code; null when there is none.',
  })
  async location(
    @Ctx() context: RequestContext,
    @Arg('id', () => ID, { nullable: true }) id?: string,
    @Arg('code', () => String, { nullable: true }) code?: string,
  ): Promise<Location | null> {
    if (!id === !code) throw badInput('id', 'Give either id or code');
    if (id) return context.loaders.one(locationsById, checkId(id, 'id'));
    checkText(code, 'code');
    return context.snapshot.query(locationByCode, { code: code! });
  }

  @Authorized()
  @Query(() => [Location], { description: 'All locations, by code.' })
  locations(@Ctx() context: RequestContext): Promise<Location[]> {
    return context.snapshot.query(locations);
  }

  @Authorized('manager')
  @Mutation(() => Location, {
    description: 'Adds a location. Errors: LOCATION_CODE_TAKEN, TEXT_INVALID.',
  })
  createLocation(
    @Ctx() context: RequestContext,
    @Arg('input', () => CreateLocationInput) input: CreateLocationInput,
  ): Promise<Location> {
    checkInput(input);
    return context.write<Location>('create_location', input);
  }
}
