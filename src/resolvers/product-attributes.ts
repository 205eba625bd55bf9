import { productsByAttributes } from '../database/queries/products';
import { attributeConditions } from '../schema/attribute-conditions';
import type { AttributeFilter } from '../schema/inputs/filter.input';
import type { RequestContext } from './context';

/**
 * Up to this many matches are looked up by id. Beyond that, products are tested one by one in the order of the page.
 * With 50,000 products, that was measured to fill a page faster from about 2,000 matches on. The limit is higher, because
 * it makes a count, or filters with many matches each and few in common, test every product.
 */
export const FEW = 5000;

/** The attribute filters as parameters of products_page and products_count; null without filters. */
export async function attributeWhere(
  { snapshot }: Pick<RequestContext, 'snapshot'>,
  filters: readonly AttributeFilter[] | null | undefined,
): Promise<{ conditions: string | null; ids: string[] | null }> {
  const found = attributeConditions(filters);
  if (!found) return { conditions: null, ids: null };
  const conditions = JSON.stringify(found);
  const narrowest = await snapshot.query(productsByAttributes, { conditions, few: FEW });
  return { conditions, ids: narrowest?.ids ?? null };
}
