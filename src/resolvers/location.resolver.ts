import {
  Arg,
  Authorized,
  Ctx,
  FieldResolver,
  ID,
  Mutation,
  Query,
  Resolver,
  Root,
} from 'type-graphql';
import { locationByCode } from '../database/queries/locations';
import { Location } from '../entities/location.entity';
import { badInput } from '../input/bad-input';
import { CreateLocationInput, UpdateLocationInput } from '../schema/inputs/master-data.input';
import { checkId, checkInput, checkText } from '../input/validate';
import { byId, toId } from './by-id';
import type { RequestContext } from './context';
import { rowOf, rowsOf } from './selected-rows';
import { locations, locationsById } from './reads';
import { Follows } from './relation';

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
    if (id) return rowOf(context, locationsById, checkId(id, 'id'));
    checkText(code, 'code');
    return context.snapshot.query(locationByCode, { code: code! });
  }

  @Authorized()
  @Query(() => [Location], { description: 'All locations, by code.' })
  locations(@Ctx() context: RequestContext): Promise<Location[]> {
    return rowsOf(context, locations, {});
  }

  @Authorized('manager')
  @Mutation(() => Location, {
    description:
      'Adds a location. Errors: LOCATION_CODE_TAKEN, LOCATION_UNKNOWN, TEXT_INVALID, VALUE_UNKNOWN.',
  })
  createLocation(
    @Ctx() context: RequestContext,
    @Arg('input', () => CreateLocationInput) input: CreateLocationInput,
  ): Promise<Location> {
    checkInput(input);
    return context.write<Location>('create_location', input);
  }

  @Authorized('manager')
  @Mutation(() => Location, {
    description:
      'Renames a location, or switches it off or on. Switched off, it takes no goods in and sells none, and nothing there is available; what stands there can leave by a transfer, an adjustment or a write-off. Goods on their way to it wait until it is switched on, or their transfer is cancelled or closed short. Errors: LOCATION_UNKNOWN, TEXT_INVALID.',
  })
  updateLocation(
    @Ctx() context: RequestContext,
    @Arg('input', () => UpdateLocationInput) input: UpdateLocationInput,
  ): Promise<Location> {
    checkInput(input);
    return context.write<Location>('update_location', input);
  }

  @FieldResolver(() => Location, {
    nullable: true,
    description: 'Of a QUARANTINE: the location whose returned goods it takes.',
  })
  @Follows(toId.location('quarantineOfId'))
  quarantineOf(
    @Root() location: Location,
    @Ctx() context: RequestContext,
  ): Promise<Location | null> {
    return location.quarantineOfId
      ? byId.location(context, location.quarantineOfId)
      : Promise.resolve(null);
  }
}
