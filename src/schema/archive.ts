import { Field, ObjectType } from 'type-graphql';
import { DateTimeISO, LocalDate, SafeInt } from './scalars';

@ObjectType({
  simpleResolvers: true,
  description:
    'Closed days whose movements were moved out to a file. Their daily stock, anchors and checkpoints stay.',
})
export class Archive {
  @Field(() => LocalDate, { description: 'The last day.' })
  businessDate: string;

  @Field(() => LocalDate, {
    nullable: true,
    description: 'The last day of the archive before it; null where it begins with the first day.',
  })
  after: string | null;

  @Field(() => SafeInt, { description: 'The movements in the file.' })
  movements: number;

  @Field(() => String, { description: 'SHA-256 of the file, in hex.' })
  fileHash: string;

  @Field(() => DateTimeISO, { description: 'When the movements left the ledger.' })
  archivedAt: string;

  @Field(() => String, { description: 'Who moved them out.' })
  archivedBy: string;
}
