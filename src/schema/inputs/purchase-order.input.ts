import { Field, ID, InputType } from 'type-graphql';
import { LocalDate, SafeInt } from '../scalars';
import { AMOUNT, KEY, QUANTITY, UNIT } from './descriptions';

@InputType({ description: 'What is ordered of a product.' })
export class PurchaseOrderLineInput {
  @Field(() => ID, { description: 'A product whose inventory is tracked.' })
  productId: string;

  @Field(() => SafeInt, { nullable: true, description: QUANTITY })
  quantity?: number;

  @Field(() => String, { nullable: true, description: AMOUNT })
  amount?: string;

  @Field(() => String, { nullable: true, description: UNIT })
  unit?: string;

  @Field(() => String, {
    nullable: true,
    description:
      'Cost of one base unit: "12.50". Default: by the price of the supplier, where it has one.',
  })
  unitCost?: string;

  @Field(() => LocalDate, {
    nullable: true,
    description: 'When it is expected, where that is another day than that of the order.',
  })
  expectedOn?: string;
}

@InputType({ description: 'An order to a supplier.' })
export class CreatePurchaseOrderInput {
  @Field(() => ID, { description: 'The supplier.' })
  supplierId: string;

  @Field(() => ID, { description: 'Where the goods are to go.' })
  locationId: string;

  @Field(() => String, {
    nullable: true,
    description: '1 to 64 characters, unique in the tenant; made where none is given.',
  })
  orderNumber?: string;

  @Field(() => LocalDate, {
    nullable: true,
    description: 'When it is expected. Default: by the lead time of the supplier, from its order.',
  })
  expectedOn?: string;

  @Field(() => Boolean, {
    nullable: true,
    description: 'Leaves it a DRAFT, of which nothing is on order until it is placed.',
  })
  draft?: boolean;

  @Field(() => String, { nullable: true, description: KEY })
  idempotencyKey?: string;

  @Field(() => [PurchaseOrderLineInput], { description: 'At least one, at most 1,000.' })
  lines: PurchaseOrderLineInput[];
}
