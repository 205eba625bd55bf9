import { getNamedType, type GraphQLObjectType, type GraphQLResolveInfo } from 'graphql';
import { collectSubfields } from 'graphql/execution/collectFields';

/** What an operation asks of a field, as graphql-js gives it to a resolver. */
export type AskedFor = GraphQLResolveInfo;

const FIGURES = ['expectedQuantity', 'countedQuantity', 'variance'];

/**
 * The first figure of its lines that a field which returns a stock count is asked for; undefined where none is. A
 * mutation says it with what it writes: where the lines do not show it yet, it is refused before it has written.
 */
export function shownFigure(info: AskedFor): string | undefined {
  const { schema, fragments, variableValues, fieldNodes } = info;
  const fieldsOf = (type: GraphQLObjectType, nodes: typeof fieldNodes) => [
    ...collectSubfields(schema, fragments, variableValues, type, nodes).values(),
  ];
  const count = getNamedType(info.returnType) as GraphQLObjectType;
  const line = getNamedType(count.getFields()['lines']!.type) as GraphQLObjectType;
  return fieldsOf(count, fieldNodes)
    .filter(([field]) => field!.name.value === 'lines')
    .flatMap((nodes) => fieldsOf(line, nodes))
    .map(([field]) => field!.name.value)
    .find((name) => FIGURES.includes(name));
}
