import { productsByAttributes } from '../database/queries/products';
import { attributeConditions } from '../schema/attribute-conditions';
import type { AttributeFilter } from '../schema/inputs/filter.input';
import type { RequestContext } from './context';

/**
 * Up to so many products are looked up by their ids. Where even the narrowest filter holds for more, a page is filled
 * soonest by asking the products in their order: with 50,000 products that was measured quicker from some 2,000 on,
 * but a count, and filters that hold for many each and for few together, read every product then.
 */
export const FEW = 5000;

/** The parameters that attribute filters are to products_page and products_count; null for no filter. */
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
