import { startTestServer, type TestServer } from '../api/support';
import { openExternalSource, openSyncFolder } from './external-source';
import type { AnsweredError } from './answers';
import {
  argumentsWith,
  documentOf,
  type Operation,
  type Place,
  type Samples,
} from './schema-calls';
import { shopSamples } from './shop-samples';

export interface Answer {
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- whatever the field answers
  readonly data?: Record<string, any> | null;
  readonly errors?: AnsweredError[];
}

/** A shop with much stock, and a call of every field of the schema that is valid except for the attacked value. */
export interface Target {
  readonly stage: TestServer;
  readonly samples: Samples;
  /** Holds each tenant's folder of external files. */
  readonly folder: string;
  call(operation: Operation, field: string, given: object, token?: string): Promise<Answer>;
  /** Writes each value at a place, each in a call of its own; the answers in their order. */
  sendEach(place: Place, values: readonly unknown[]): Promise<Answer[]>;
}

const AT_ONCE = 8;
/** Only one of these runs at a time. */
const ALONE = ['reconcile', 'applyReconciliation', 'importProducts', 'exportSales'];

export async function openTarget(): Promise<Target> {
  const { folder, remove } = openSyncFolder();
  const stage = await startTestServer({ syncDir: folder });
  const { shop, api } = stage;
  const samples = shopSamples(shop, await openExternalSource(api, folder, 'shop', shop));
  const lines = [{ productId: shop.product, batchNumber: 'plenty', quantity: 1_000_000 }];
  await shop.call('receive_stock', { locationId: shop.location, lines });
  const call: Target['call'] = (operation, field, given, token) => {
    const { query, variables } = documentOf(operation, field, given);
    return api.request(query, variables, token === undefined ? {} : { token });
  };
  return {
    ...{ samples, folder, call },
    stage: { ...stage, close: () => stage.close().finally(remove) },
    sendEach: async (place, values) => {
      const answers: Answer[] = [];
      const atOnce = ALONE.includes(place.field) ? 1 : AT_ONCE;
      for (let n = 0; n < values.length; n += atOnce) {
        const sent = values
          .slice(n, n + atOnce)
          .map((value) => call(place.operation, place.field, argumentsWith(place, value, samples)));
        answers.push(...(await Promise.all(sent)));
      }
      return answers;
    },
  };
}
