import type { SelectQueryBuilder } from 'typeorm';

export type Property<Entity> = keyof Entity & string;

/** Properties of an entity, and what each has to be; without a value it is no filter. */
export type Where<Entity> = Readonly<Partial<Record<Property<Entity>, string | null>>>;

/** What bounds a list: ids, which it is ordered by, and business dates. */
export interface Bounds {
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

/** The builder with each filter that has a value. */
export function filtered<Entity extends object>(
  builder: SelectQueryBuilder<Entity>,
  where: Where<Entity>,
): SelectQueryBuilder<Entity> {
  for (const [property, value] of Object.entries<string | null | undefined>(where)) {
    if (value === null || value === undefined) continue;
    builder.andWhere(`row.${property} = :${property}`, { [property]: property });
  }
  return builder;
}

/** The builder with each bound that has a value. */
export function bounded<Entity extends object>(
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
