import { DataSource, getMetadataArgsStorage, type SelectQueryBuilder } from 'typeorm';
import { EntityMetadataBuilder } from 'typeorm/metadata-builder/EntityMetadataBuilder';
import type { KeyedStatement, Statement } from './statement';

type EntityClass<Entity> = new () => Entity;
type Property<Entity> = keyof Entity & string;
type Order<Entity> = Readonly<Partial<Record<Property<Entity>, 'ASC' | 'DESC'>>>;

/** Properties of an entity, and what each has to be; without a value it is no filter. */
type Where<Entity> = Readonly<Partial<Record<Property<Entity>, string | null>>>;

/** The values of a list's parameters by their names. */
type Values = Readonly<Record<string, string | number | null | undefined>>;

/** A row of a list of documents; `listedOn` where it has no business date from the start. */
export type Dated = { readonly id: string } & (
  { readonly businessDate: string } | { readonly listedOn: string }
);

/** What bounds a list: ids, which it is ordered by, and business dates. */
interface Bounds {
  readonly after?: string | null;
  readonly before?: string | null;
  readonly from?: string | null;
  readonly to?: string | null;
}

const BOUNDS: Record<keyof Bounds, string> = {
  after: 'row.id > :after',
  before: 'row.id < :before',
  from: 'row.DATE >= :from',
  to: 'row.DATE <= :to',
};

/** TypeORM with the metadata of some entities and without a connection: it writes texts, a snapshot runs them. */
class EntitySource extends DataSource {
  constructor(entities: readonly (new () => object)[]) {
    super({ type: 'postgres', entities: [...entities], synchronize: false });
    const storage = getMetadataArgsStorage();
    const metadata = new EntityMetadataBuilder(this, storage).build([...entities]);
    Object.assign(this, {
      entityMetadatas: metadata,
      entityMetadatasMap: new Map(metadata.map((each) => [each.target, each])),
    });
  }
}

/**
 * Plain reads of entities: the rows of a key, and a page of one table or view. TypeORM's query builder writes the
 * statement; the operation's own snapshot runs it like those of db/queries, and its rows are used as they come.
 * What filters or joins more than this is SQL in db/queries.
 */
export class EntityReads {
  private readonly source: EntitySource;

  constructor(entities: readonly (new () => object)[]) {
    this.source = new EntitySource(entities);
  }

  /** What TypeORM knows of each entity. */
  get metadata(): EntitySource['entityMetadatas'] {
    return this.source.entityMetadatas;
  }

  /** The rows whose `column` is one of the keys, in the order of `order`. */
  byKeys<Entity extends object>(
    entity: EntityClass<Entity>,
    column: Property<Entity>,
    order?: Order<Entity>,
  ): KeyedStatement<{ readonly keys: readonly string[] }, Entity, 'keys'> {
    const builder = this.select(entity).where(`row.${column} = any (:keys)`, { keys: 'keys' });
    for (const [each, direction] of Object.entries<'ASC' | 'DESC' | undefined>(order ?? {})) {
      builder.addOrderBy(`row.${each}`, direction);
    }
    return {
      ...{ name: `${this.nameOf(entity)}_by_${column}`, ...textOf(builder) },
      ...{ rows: 'many', prepared: true, byIndex: false, keys: { parameter: 'keys', column } },
    };
  }

  /** All rows, in the order of a property. */
  all<Entity extends object>(
    entity: EntityClass<Entity>,
    order: Property<Entity>,
  ): Statement<object, Entity, 'many'> {
    const builder = this.select(entity).orderBy(`row.${order}`);
    return {
      ...{ name: this.nameOf(entity), ...textOf(builder) },
      ...{ rows: 'many', prepared: true, byIndex: false },
    };
  }

  /**
   * A page in the order of the ids, ascending or descending. A filter or a bound without a value is left out of the
   * text, so it is not prepared.
   */
  page<Entity extends Dated>(
    entity: EntityClass<Entity>,
    where: Where<Entity>,
    bounds: Bounds,
    descending: boolean,
  ): Statement<Values, Entity, 'many'> {
    const page = bounded(filtered(this.select(entity), where), bounds)
      .orderBy('row.id', descending ? 'DESC' : 'ASC')
      .limit(PLACEHOLDER);
    const { text, parameters } = textOf(page);
    return {
      ...{ name: `${this.nameOf(entity)}_page`, rows: 'many', prepared: false, byIndex: false },
      text: text.replace(`LIMIT ${PLACEHOLDER}`, `LIMIT $${parameters.length + 1}`),
      parameters: [...parameters, 'limit'],
    };
  }

  /** How many rows the filters of a page find. */
  count<Entity extends Dated>(
    entity: EntityClass<Entity>,
    where: Where<Entity>,
    days: Pick<Bounds, 'from' | 'to'>,
  ): Statement<Values, { readonly count: number }, 'one'> {
    const rows = this.source.createQueryBuilder(entity, 'row');
    const count = bounded(filtered(rows, where), days).select('count(*)', 'count');
    return {
      ...{ name: `${this.nameOf(entity)}_count`, ...textOf(count) },
      ...{ rows: 'one', prepared: false, byIndex: true },
    };
  }

  /** What the statements of an entity are named after: its table or, without the prefix, its view. */
  private nameOf(entity: EntityClass<object>): string {
    return this.source.getMetadata(entity).tableName.replace(/^api_/, '');
  }

  /** Each column under the name of its property. */
  private select<Entity extends object>(entity: EntityClass<Entity>): SelectQueryBuilder<Entity> {
    const builder = this.source.createQueryBuilder(entity, 'row').select([]);
    for (const { propertyName } of this.source.getMetadata(entity).columns) {
      builder.addSelect(`row.${propertyName}`, propertyName);
    }
    return builder;
  }
}

/** The builder takes a number as its limit; the statement has a parameter there. */
const PLACEHOLDER = 123456789;

function filtered<Entity extends object>(
  builder: SelectQueryBuilder<Entity>,
  where: Where<Entity>,
): SelectQueryBuilder<Entity> {
  for (const [property, value] of Object.entries<string | null | undefined>(where)) {
    if (value === null || value === undefined) continue;
    builder.andWhere(`row.${property} = :${property}`, { [property]: property });
  }
  return builder;
}

function bounded<Entity extends object>(
  builder: SelectQueryBuilder<Entity>,
  bounds: Bounds,
): SelectQueryBuilder<Entity> {
  const { columns } = builder.expressionMap.mainAlias!.metadata;
  const isListed = columns.some(({ propertyName }) => propertyName === 'listedOn');
  const date = isListed ? 'listedOn' : 'businessDate';
  for (const [name, condition] of Object.entries(BOUNDS)) {
    if ((bounds[name as keyof Bounds] ?? null) === null) continue;
    builder.andWhere(condition.replace('DATE', date), { [name]: name });
  }
  return builder;
}

/** The text, and for each `$n` the name of its parameter, which the builder was given as the value. */
function textOf(builder: SelectQueryBuilder<object>): { text: string; parameters: string[] } {
  const [text, parameters] = builder.getQueryAndParameters();
  return { text, parameters: parameters as string[] };
}
