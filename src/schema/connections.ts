import { Field, ObjectType, type ClassType } from 'type-graphql';
import { SafeInt } from './scalars';

@ObjectType({ simpleResolvers: true, description: 'The position of a page in its list.' })
export class PageInfo {
  @Field(() => Boolean, { description: 'True if something follows this page in the list.' })
  hasNextPage: boolean;

  @Field(() => Boolean, { description: 'True if something comes before this page in the list.' })
  hasPreviousPage: boolean;

  @Field(() => String, {
    nullable: true,
    description: 'Cursor of the first edge; give it as `before` for the page before.',
  })
  startCursor: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Cursor of the last edge; give it as `after` for the next page.',
  })
  endCursor: string | null;
}

export interface Edge<Node> {
  cursor: string;
  node: Node;
}

/** The ends of a page. What is beyond them is read only when a client asks. */
type PageEnds = Pick<PageInfo, 'startCursor' | 'endCursor'> &
  Record<'hasNextPage' | 'hasPreviousPage', () => Promise<boolean>>;

/** How many rows a list has. */
export interface Total {
  readonly count: number;
  readonly isEstimate: boolean;
}

/** One page of a list. Its rows are counted only when a client selects one of the last two fields. */
export interface Connection<Node> {
  edges: Edge<Node>[];
  nodes: Node[];
  pageInfo: PageEnds;
  totalCount(): Promise<number>;
  totalCountIsEstimate(): Promise<boolean>;
}

/** The GraphQL types `<Name>Edge` and `<Name>Connection` of a node type. */
export function connectionOf<Node extends object>(
  name: string,
  node: () => ClassType<Node>,
): ClassType<Connection<Node>> {
  @ObjectType(`${name}Edge`, {
    simpleResolvers: true,
    description: `A ${name} and where it stands.`,
  })
  class NodeEdge {
    @Field(() => String, { description: 'Opaque; give it as `after` to continue from here.' })
    cursor: string;

    @Field(node, { description: `The ${name}.` })
    node: Node;
  }

  @ObjectType(`${name}Connection`, {
    simpleResolvers: true,
    description: `A page of ${name} objects, by key.`,
  })
  class NodeConnection {
    @Field(() => [NodeEdge], { description: 'Nodes with their cursors.' })
    edges: NodeEdge[];

    @Field(() => [node()], { description: 'Nodes without cursors.' })
    nodes: Node[];

    @Field(() => PageInfo, { description: 'The position of the page.' })
    pageInfo: PageInfo;

    @Field(() => SafeInt, {
      description:
        'The number of all matches. It is counted only when this field is requested: exactly up to 10,000, and estimated beyond (`totalCountIsEstimate`).',
    })
    totalCount: number;

    @Field(() => Boolean, {
      description:
        'True where `totalCount` is an estimate, since more than 10,000 rows match: from how close together in time some of the matches are, with two digits that count. In a list that is not in the order of time it is 10,001 then: there are at least so many. The movements of a product, a batch, a location or of everything are exact however many there are, up to 100,000 pairs of batch and location.',
    })
    totalCountIsEstimate: boolean;
  }
  return NodeConnection as unknown as ClassType<Connection<Node>>;
}
