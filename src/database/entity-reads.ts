import { DataSource, getMetadataArgsStorage, type SelectQueryBuilder } from 'typeorm';
import { EntityMetadataBuilder } from 'typeorm/metadata-builder/EntityMetadataBuilder';
import { bounded, filtered, type Bounds, type Property, type Where } from './entity-filters';
import type { KeyedStatement, Statement } from './statement';

type EntityClass<Entity> = new () => Entity;
type Order<Entity> = Readonly<Partial<Record<Property<Entity>, 'ASC' | 'DESC'>>>;

/** The values of a list's parameters by their names. */
type Values = Readonly<Record<string, string | number | null | undefined>>;

/** A row of a list of documents; `listedOn` where it has no business date from the start. */
export type Dated = { readonly id: string } & (
  { readonly businessDate: string } | { readonly listedOn: string }
);

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
      columns: this.columnsOf(entity),
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
      ...{ rows: 'many', prepared: true, byIndex: false, columns: this.columnsOf(entity) },
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
      columns: this.columnsOf(entity),
      text: text.replace(`LIMIT ${PLACEHOLDER}`, `LIMIT $${parameters.length + 1}`),
      parameters: [...parameters, 'limit'],
    };
  }

  /** How many rows the filters of a page find, and whether there are more than are counted. */
  count<Entity extends Dated>(
    entity: EntityClass<Entity>,
    where: Where<Entity>,
    days: Pick<Bounds, 'from' | 'to'>,
  ): Statement<Values, { readonly count: number; readonly more: boolean }, 'one'> {
    const rows = this.source.createQueryBuilder(entity, 'row');
    const found = bounded(filtered(rows, where), days).select('1', 'found').limit(PLACEHOLDER);
    const count = this.source
      .createQueryBuilder()
      .select('count(*)', 'count')
      .addSelect('count(*) > inventory.exact_count()', 'more')
      .from(`(${found.getQuery()})`, 'rows')
      .setParameters(found.getParameters());
    const { text, parameters } = textOf(count);
    return {
      ...{ name: `${this.nameOf(entity)}_count`, parameters },
      text: text.replace(`LIMIT ${PLACEHOLDER}`, 'LIMIT inventory.exact_count() + 1'),
      ...{ rows: 'one', prepared: false, byIndex: true },
      columns: { count: 'bigint', more: 'boolean' },
    };
  }

  /** What the statements of an entity are named after: its table or, without the prefix, its view. */
  private nameOf(entity: EntityClass<object>): string {
    return this.source.getMetadata(entity).tableName.replace(/^api_/, '');
  }

  private columnsOf(entity: EntityClass<object>): Record<string, string> {
    const { columns } = this.source.getMetadata(entity);
    return Object.fromEntries(
      columns.map(({ propertyName, type }) => [propertyName, String(type)]),
    );
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

/** The text, and for each `$n` the name of its parameter, which the builder was given as the value. */
function textOf(builder: SelectQueryBuilder<object>): { text: string; parameters: string[] } {
  const [text, parameters] = builder.getQueryAndParameters();
  return { text, parameters: parameters as string[] };
}
