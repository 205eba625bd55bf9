import { Authorized, Ctx, FieldResolver, Query, Resolver, Root } from 'type-graphql';
import { archived, archives, type ArchivedRow } from '../database/queries/archive';
import type { Snapshot } from '../database/snapshot';
import { ExpiryWriteOffDocument } from '../entities/expiry-write-off.entity';
import { Sale } from '../entities/sale.entity';
import { Transfer } from '../entities/transfer.entity';
import { Archive } from '../schema/archive';
import { BatchTrace, LotTrace } from '../schema/batch-trace';
import { MovementConnection } from '../schema/pages';
import { LocalDate } from '../schema/scalars';
import type { RequestContext } from './context';
import { Needs } from './relation';

@Resolver()
export class ArchiveResolver {
  @Authorized()
  @Query(() => [Archive], {
    description:
      'The days whose movements are in archives and no longer in the ledger, the oldest first. What lists movements has `archivedUntil`; `bincard archive read` reads the files.',
  })
  archives(@Ctx() context: RequestContext): Promise<Archive[]> {
    return context.snapshot.query(archives);
  }
}

const read = new WeakMap<Snapshot, Promise<ArchivedRow>>();

/** Read once for all rows of an answer. */
function archivedOf({ snapshot }: RequestContext): Promise<ArchivedRow> {
  let found = read.get(snapshot);
  if (!found) read.set(snapshot, (found = snapshot.query(archived)));
  return found;
}

/** The last archived day, where that is not before the day of a document. */
async function archivedFor(context: RequestContext, businessDate: string): Promise<string | null> {
  const { until } = await archivedOf(context);
  return until !== null && businessDate <= until ? until : null;
}

const OF_LIST =
  'Movements of days up to this one are in an archive and are not listed here (see `archives`); null where none are.';
const OF_TRACE =
  'Sales and transfers of days up to this one may be missing here, since their movements are in an archive: `bincard archive read --batch` lists them (see `archives`). The sums of `locations` are complete. Null where nothing is in an archive.';
const OF_DOCUMENT = (what: string) =>
  `Where ${what} may be in an archive and no longer in the ledger, its last day (see \`archives\`); else null.`;

const field = (description: string) =>
  FieldResolver(() => LocalDate, { nullable: true, description });

@Resolver(() => MovementConnection)
export class ArchivedMovements {
  @field(OF_LIST)
  async archivedUntil(@Ctx() context: RequestContext): Promise<string | null> {
    return (await archivedOf(context)).until;
  }
}

@Resolver(() => BatchTrace)
export class ArchivedBatchTrace {
  @field(OF_TRACE)
  async archivedUntil(@Ctx() context: RequestContext): Promise<string | null> {
    return (await archivedOf(context)).until;
  }
}

@Resolver(() => LotTrace)
export class ArchivedLotTrace {
  @field(OF_TRACE)
  async archivedUntil(@Ctx() context: RequestContext): Promise<string | null> {
    return (await archivedOf(context)).until;
  }
}

@Resolver(() => Sale)
export class ArchivedSale {
  @field(OF_DOCUMENT('movements of the sale, and the allocations of its lines,'))
  @Needs('businessDate')
  archivedUntil(@Root() sale: Sale, @Ctx() context: RequestContext): Promise<string | null> {
    return archivedFor(context, sale.businessDate);
  }
}

@Resolver(() => ExpiryWriteOffDocument)
export class ArchivedWriteOff {
  @field(OF_DOCUMENT('its movements'))
  @Needs('businessDate')
  archivedUntil(
    @Root() document: ExpiryWriteOffDocument,
    @Ctx() context: RequestContext,
  ): Promise<string | null> {
    return archivedFor(context, document.businessDate);
  }
}

@Resolver(() => Transfer)
export class ArchivedTransfer {
  @field(OF_DOCUMENT('its movements, and the allocations of its lines,'))
  @Needs('dispatchedAt')
  async archivedUntil(
    @Root() { dispatchedAt }: Transfer,
    @Ctx() context: RequestContext,
  ): Promise<string | null> {
    const { until, recordedUntil } = await archivedOf(context);
    const may = recordedUntil !== null && dispatchedAt !== null && dispatchedAt <= recordedUntil;
    return may ? until : null;
  }
}
