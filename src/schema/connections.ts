import { Field, ObjectType, type ClassType } from 'type-graphql';
import { SafeInt } from './scalars';

@ObjectType({ simpleResolvers: true, description: 'Where a page stands in its list.' })
export class PageInfo {
  @Field(() => Boolean, { description: 'True when a page follows.' })
  hasNextPage: boolean;

  @Field(() => Boolean, { description: 'True when a page came before: `after` was given.' })
  hasPreviousPage: boolean;

  @Field(() => String, { nullable: true, description: 'Cursor of the first edge.' })
  startCursor: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Cursor of the last edge: the next `after`.',
  })
  endCursor: string | null;
}

export interface Edge<Node> {
  cursor: string;
  node: Node;
}

/** One page of a list. `totalCount` runs its statement only when a client selects the field. */
export interface Connection<Node> {
  edges: Edge<Node>[];
  nodes: Node[];
  pageInfo: PageInfo;
  totalCount(): Promise<number>;
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
    @Field(() => String, { description: 'Opaque; give it as `after` to go on from here.' })
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

    @Field(() => [node()], { description: 'The nodes alone.' })
    nodes: Node[];

    @Field(() => PageInfo, { description: 'Where the page stands.' })
    pageInfo: PageInfo;

    @Field(() => SafeInt, {
      description: 'All that the filter finds; counted only when asked for.',
    })
    totalCount: number;
  }
  return NodeConnection as unknown as ClassType<Connection<Node>>;
}
