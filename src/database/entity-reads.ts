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

/** A page of a list (it also takes `limit` and, unless it is the first one, `after`), and how many rows there are. */
interface List<Entity> {
  readonly page: Statement<Values, Entity, 'many'>;
  readonly count: Statement<Values, { readonly count: number }, 'one'>;
}

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
   * A page in the order of the ids, and how many rows its filters find. A filter without a value is left out of the
   * text, so neither is prepared.
   */
  list<Entity extends { id: string }>(
    entity: EntityClass<Entity>,
    where: Where<Entity>,
    after: string | null,
  ): List<Entity> {
    const page = filtered(this.select(entity), where).orderBy('row.id').limit(PLACEHOLDER);
    if (after !== null) page.andWhere('row.id > :after', { after: 'after' });
    const { text, parameters } = textOf(page);
    const count = filtered(this.source.createQueryBuilder(entity, 'row'), where);
    return {
      page: {
        ...{ name: `${this.nameOf(entity)}_page`, rows: 'many', prepared: false, byIndex: false },
        text: text.replace(`LIMIT ${PLACEHOLDER}`, `LIMIT $${parameters.length + 1}`),
        parameters: [...parameters, 'limit'],
      },
      count: {
        ...{ name: `${this.nameOf(entity)}_count`, ...textOf(count.select('count(*)', 'count')) },
        ...{ rows: 'one', prepared: false, byIndex: true },
      },
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

/** The text, and for each `$n` the name of its parameter, which the builder was given as the value. */
function textOf(builder: SelectQueryBuilder<object>): { text: string; parameters: string[] } {
  const [text, parameters] = builder.getQueryAndParameters();
  return { text, parameters: parameters as string[] };
}
