import { ArgsType, Field, Int } from 'type-graphql';
import { DEFAULT_PAGE, MAX_PAGE } from '../input/validate';
import { ListOrder } from './enums';
import { LocalDate } from './scalars';

/** The arguments that choose a page of a list. */
@ArgsType()
export class PageArgs {
  @Field(() => Int, {
    nullable: true,
    description: `So many rows from the beginning of the list, or after \`after\`: 1 to ${MAX_PAGE}. Default: ${DEFAULT_PAGE}. Not together with \`last\`.`,
  })
  first?: number;

  @Field(() => String, {
    nullable: true,
    description: 'Only rows that follow this cursor: `endCursor` gives the next page.',
  })
  after?: string;

  @Field(() => Int, {
    nullable: true,
    description: `So many rows from the end of the list, or before \`before\`, in the order of the list: 1 to ${MAX_PAGE}. Default where only \`before\` is given: ${DEFAULT_PAGE}.`,
  })
  last?: number;

  @Field(() => String, {
    nullable: true,
    description: 'Only rows that come before this cursor: `startCursor` gives the page before.',
  })
  before?: string;
}

/** The arguments of a list in the order of time. */
@ArgsType()
export class TimedListArgs extends PageArgs {
  @Field(() => ListOrder, {
    nullable: true,
    description: 'Which end of the list comes first. Default: OLDEST_FIRST.',
  })
  order?: ListOrder;
}

/** The arguments of a list of documents. */
@ArgsType()
export class DocumentListArgs extends TimedListArgs {
  @Field(() => LocalDate, {
    nullable: true,
    description: "Only documents of this business date or later, by the tenant's calendar.",
  })
  from?: string;

  @Field(() => LocalDate, {
    nullable: true,
    description: "Only documents of this business date or earlier, by the tenant's calendar.",
  })
  to?: string;
}
