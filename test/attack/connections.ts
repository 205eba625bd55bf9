import {
  getNamedType,
  isObjectType,
  isRequiredArgument,
  type GraphQLField,
  type GraphQLObjectType,
} from 'graphql';
import { argumentsWith, documentOf, schema, type Samples } from './schema-calls';

/** A list that is read page by page. */
export interface PagedList {
  /** Such as `Product.batches`. */
  readonly name: string;
  /** What its cursor is handed in as. */
  readonly argument: 'after' | 'cursor';
  /** A document that reads a page after a cursor, or the first one. */
  readonly page: (cursor?: string, first?: number) => { query: string; variables: object };
  /** The cursors of the page's rows, or their ids where rows have no cursors of their own. */
  readonly rowsOf: (data: object) => string[];
}

/** How an object is reached whose fields are lists. */
const PARENTS: Record<string, string> = {
  Product: 'product(id: $productId)',
  Batch: 'batch(id: $batchId)',
  BatchTrace: 'traceBatch(id: $batchId)',
  LotTrace: 'traceLot(id: $lotId)',
  ImportRun: 'importRun(id: $importRunId)',
  SyncRun: 'syncRun(id: $syncRunId)',
};

/** The objects that are reached by their ids. */
export type ParentIds = Record<
  'productId' | 'batchId' | 'lotId' | 'importRunId' | 'syncRunId',
  string
>;

/** Every list of the schema that takes a cursor. */
export function pagedLists(ids: ParentIds, samples: Samples): PagedList[] {
  return Object.values(schema.getTypeMap())
    .filter(isObjectType)
    .filter((type) => type !== schema.getMutationType() && type !== schema.getSubscriptionType())
    .flatMap((type) =>
      Object.values(type.getFields()).flatMap((field) => {
        const argument = (['after', 'cursor'] as const).find((name) =>
          field.args.some((one) => one.name === name),
        );
        // verifyLedger has no rows: verify-ledger.test.ts gives it wrong cursors.
        if (!argument || !field.args.some(isSize)) return [];
        return type === schema.getQueryType()
          ? [ofRoot(field, argument, samples)]
          : [ofParent(type, field, argument, ids)];
      }),
    );
}

type Field = GraphQLField<unknown, unknown>;

const isSize = ({ name }: { readonly name: string }) => name === 'first' || name === 'limit';

function ofRoot(field: Field, argument: PagedList['argument'], samples: Samples): PagedList {
  const place = {
    operation: 'query',
    field: field.name,
    path: [argument],
    type: 'String',
  } as const;
  const size = field.args.find(isSize)!.name;
  return {
    ...{ name: `Query.${field.name}`, argument, rowsOf },
    page: (cursor, first = 500) => {
      const given = { ...argumentsWith(place, cursor, unfiltered(field, samples)), [size]: first };
      const { query, variables } = documentOf('query', field.name, given);
      return {
        query: query.replace(/\{ __typename [^]*\}(?= \})/, rowSelection(field)),
        variables,
      };
    },
  };
}

/** Without filters a page has rows. */
function unfiltered({ args }: Field, samples: Samples): Samples {
  const required = new Set(args.filter(isRequiredArgument).map(({ name }) => name));
  return (place) => (required.has(String(place.path[0])) ? samples(place) : undefined);
}

function ofParent(
  type: GraphQLObjectType,
  field: Field,
  argument: PagedList['argument'],
  ids: ParentIds,
): PagedList {
  const parent = PARENTS[type.name];
  if (!parent) throw new Error(`How is a ${type.name} reached?`);
  const id = /\$(\w+)/.exec(parent)![1] as keyof ParentIds;
  return {
    ...{ name: `${type.name}.${field.name}`, argument, rowsOf },
    page: (after, first = 500) => ({
      query: `query ($${id}: ID!, $after: String, $first: Int) { ${parent} {
        ${field.name}(after: $after, first: $first) ${rowSelection(field)} } }`,
      variables: { [id]: ids[id], after, first },
    }),
  };
}

function rowSelection({ type }: Pick<Field, 'type'>): string {
  const fields = (getNamedType(type) as GraphQLObjectType).getFields();
  if (fields['edges']) return '{ edges { cursor } totalCount }';
  if (fields['entries']) return `{ entries ${rowSelection(fields['entries'])} }`;
  return '{ movements { id } }';
}

function rowsOf(data: object): string[] {
  const found: string[] = [];
  JSON.stringify(data, (key, value: unknown) => {
    if (key === 'cursor' || key === 'id') found.push(value as string);
    return value;
  });
  return found;
}
