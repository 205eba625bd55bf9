import fc from 'fast-check';
import type { Step } from '../operation';
import { changeAdjustment, requestAdjustment } from './adjustments';
import { assemble, voidAssembly } from './assemblies';
import { correctExpiry, hold, holdLot, writeOff } from './batches';
import { cancelCount, postCount, recordCount, startCount, submitCount } from './counts';
import { addBatchCost, addReceiptCost } from './costs';
import { archiveDays, closeDay } from './days';
import { correctIntake, receive, receiveLate, receiveLot, voidReceipt } from './intake';
import { changeKit, sellKit } from './kits';
import { changeOrder, expectOrder, order, receiveOrder } from './orders';
import { switchLocation } from './places';
import { addCode, addUnit, changeSku, retireUnit } from './products';
import { extend, release, reserve, sweep } from './reservations';
import { refund, voidSale } from './returns';
import { sell, sellAtOnce, sellNamed, sellReserved } from './sales';
import { changeTransfer, closeShort, receiveTransfer, requestTransfer } from './transfers';

/** A step of a script: any operation that moves, reserves, holds or counts stock. */
export const anyStep: fc.Arbitrary<Step> = fc.oneof(
  ...[receive, receiveLate, receiveLot, correctIntake, voidReceipt],
  ...[addBatchCost, addReceiptCost, order, changeOrder, expectOrder, receiveOrder],
  ...[sell, sellAtOnce, sellNamed, sellReserved, sellKit, changeKit, voidSale, refund],
  ...[requestAdjustment, changeAdjustment, requestTransfer, changeTransfer],
  ...[receiveTransfer, closeShort],
  ...[addCode, changeSku, addUnit, retireUnit],
  ...[assemble, voidAssembly],
  ...[startCount, recordCount, submitCount, postCount, cancelCount],
  ...[reserve, extend, release, sweep, hold, holdLot, correctExpiry, writeOff, switchLocation],
  ...[closeDay, archiveDays],
);

/** The first stock of a run comes from receipts. */
export { receive as firstReceipt };
