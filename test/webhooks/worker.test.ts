import pino from 'pino';
import { startWorker } from '../../src/jobs/worker';
import { until } from '../server/support';
import { TestReceiver } from './receiver';
import { openStage, type Stage } from './stage';

describe('the worker', () => {
  let stage: Stage;
  const workers: { stop(): Promise<void> }[] = [];

  beforeAll(async () => {
    stage = await openStage();
  });
  afterAll(async () => {
    for (const worker of workers.splice(0)) await worker.stop();
    await stage?.close();
  });

  const start = async () => {
    const worker = await startWorker({
      databaseUrl: stage.shop.server.database.url,
      ...{ scanCron: '0 0 1 1 *', fullScanCron: '0 0 1 1 *', fullScanNights: 1 },
      webhooks: { allowPrivate: true, timeoutMs: 1000, giveUpAfterMs: 60_000, firstPauseMs: 1 },
      logger: pino({ level: 'silent' }),
    });
    workers.push(worker);
    return worker;
  };

  it('delivers what is committed, and the next one goes on when it stops', async () => {
    const receiver = new TestReceiver();
    await receiver.start();
    await stage.webhook(receiver);
    const product = await stage.shop.product('WORKED');
    await stage.shop.receive(stage.shop.adenta, product, 10);
    const sell = () => stage.shop.sell(stage.shop.adenta, [{ productId: product, quantity: 1 }]);
    const sold = [(await sell()).id];
    const first = await start();
    await until(() => Promise.resolve(receiver.taken.length === 1));
    workers.splice(0);
    await first.stop();
    sold.push((await sell()).id);
    await start();
    await until(() => Promise.resolve(receiver.firsts.length === 2));
    // The first one may have come twice: it was taken, and the worker stopped before it knew.
    const documents = new Map(receiver.taken.map(({ id, data }) => [id, data.documentId]));
    expect(receiver.firsts.map((id) => documents.get(id))).toEqual(sold);
  });
});
