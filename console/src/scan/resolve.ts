import { ask } from '../api/api';
import { RESOLVE } from './queries';

/** The id of the product that a code stands for; undefined for an unknown one. */
export async function productOfCode(code: string): Promise<string | undefined> {
  const { resolveCode } = await ask(RESOLVE, { code });
  return resolveCode?.product.id;
}
