import { Field, InputType } from 'type-graphql';
import { JSONObject, SafeInt } from '../scalars';
import { SyncTransform } from '../field-mapping';

@InputType({ description: 'A step of a field mapping.' })
export class FieldTransformInput {
  @Field(() => SyncTransform, {
    description: 'The kind of step. It decides which of the other fields apply.',
  })
  name: SyncTransform;

  @Field(() => String, {
    nullable: true,
    description:
      'For DATE: ISO, SQL, UNIX (seconds), or a format of at most 64 characters with the tokens yyyy yy MMMM MMM MM M dd d HH H hh h mm m ss s SSS a ZZ ZZZ and text in single quotes.',
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
  table?: Record<string, string | number | boolean | null> | null;
}

@InputType({
  description:
    'Maps a column of the external table to a field or an attribute of the product or batch.',
})
export class FieldMappingInput {
  @Field(() => String, {
    nullable: true,
    description: 'The name of the column; null for a constant, which a DEFAULT step gives.',
  })
  column?: string | null;

  @Field(() => String, {
    description:
      'The field to set: sku, name, baseUnit, batchNumber, unitCost, expiryDate, receivedAt, location (its code), or attributes.<name>.',
  })
  target: string;

  @Field(() => [FieldTransformInput], {
    defaultValue: [],
    description: 'The steps, in the order in which they are applied.',
  })
  transforms: FieldTransformInput[];
}
