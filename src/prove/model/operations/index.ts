import fc from 'fast-check';
import type { Step } from '../session';
import { requestAdjustment, stepAdjustment } from './adjustments';
import { hold, writeOff } from './batches';
import { cancelCount, postCount, recordCount, startCount } from './counts';
import { correctIntake, receive, receiveLate, voidReceipt } from './intake';
import { release, reserve, sweep } from './reservations';
import { refund, sell, sellReserved, voidSale } from './sales';
import { requestTransfer, stepTransfer } from './transfers';

/** Any operation that moves, promises, holds or counts stock. */
export const anyStep: fc.Arbitrary<Step> = fc.oneof(
  ...[receive, receiveLate, correctIntake, voidReceipt],
  ...[sell, sellReserved, voidSale, refund],
  ...[requestAdjustment, stepAdjustment, requestTransfer, stepTransfer],
  ...[startCount, recordCount, postCount, cancelCount],
  ...[reserve, release, sweep, hold, writeOff],
);

/** What a world starts with. */
export { receive as opening };
