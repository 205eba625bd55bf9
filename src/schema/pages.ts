import { Batch } from '../entities/batch.entity';
import { Movement } from '../entities/movement.entity';
import { Product } from '../entities/product.entity';
import { Sale } from '../entities/sale.entity';
import { BinCardEntry } from './bin-card';
import { connectionOf } from './connections';

export const ProductConnection = connectionOf('Product', () => Product);
export const BatchConnection = connectionOf('Batch', () => Batch);
export const MovementConnection = connectionOf('Movement', () => Movement);
export const SaleConnection = connectionOf('Sale', () => Sale);
export const BinCardEntryConnection = connectionOf('BinCardEntry', () => BinCardEntry);
