import { Field, ObjectType, registerEnumType } from 'type-graphql';
import { JSONObject, SafeInt } from './scalars';

export const SyncTransform = {
  TRIM: 'TRIM',
  UPPER: 'UPPER',
  LOWER: 'LOWER',
  INTEGER: 'INTEGER',
  DECIMAL: 'DECIMAL',
  DATE: 'DATE',
  DEFAULT: 'DEFAULT',
  LOOKUP: 'LOOKUP',
} as const;
export type SyncTransform = keyof typeof SyncTransform;
registerEnumType(SyncTransform, {
  name: 'SyncTransform',
  description:
    "A step that converts a column's value. TRIM removes white space at both ends; UPPER and LOWER change the case. INTEGER reads a whole number. DECIMAL multiplies a decimal number by `factor`; the result must be whole (2.5 m with factor 1000 is 2500 mm). DATE reads a date by `format`. DEFAULT gives `value` when there is none or it is blank. LOOKUP finds the value in `table`; a value that is not in it is an error.",
});

@ObjectType({ simpleResolvers: true, description: 'A step of a field mapping.' })
export class FieldTransform {
  @Field(() => SyncTransform, {
    description: 'The kind of step. It decides which of the other fields apply.',
  })
  name: SyncTransform;

  @Field(() => String, {
    nullable: true,
    description: 'For DATE: a format such as yyyy-MM-dd, or ISO, SQL or UNIX.',
  })
  format?: string | null;

  @Field(() => SafeInt, {
    nullable: true,
    description: 'For DECIMAL: base units per unit of the value.',
  })
  factor?: number | null;

  @Field(() => String, { nullable: true, description: 'For DEFAULT: the value to use.' })
  value?: string | null;

  @Field(() => JSONObject, {
    nullable: true,
    description: 'For LOOKUP: an object with the result for each value.',
  })
  table?: object | null;
}

@ObjectType({
  simpleResolvers: true,
  description:
    'Maps a column of the external table to a field or an attribute of the product or batch.',
})
export class FieldMapping {
  @Field(() => String, {
    nullable: true,
    description: 'The name of the column; null for a constant, which a DEFAULT step gives.',
  })
  column: string | null;

  @Field(() => String, {
    description:
      'The field to set: sku, name, baseUnit, batchNumber, unitCost, expiryDate, receivedAt, location (its code), or attributes.<name>.',
  })
  target: string;

  @Field(() => [FieldTransform], {
    description: 'The steps, in the order in which they are applied.',
  })
  transforms: FieldTransform[];
}
