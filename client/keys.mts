import {
  Kind,
  OperationTypeNode,
  type ArgumentNode,
  type DocumentNode,
  type OperationDefinitionNode,
  type SelectionNode,
  type TypeNode,
} from 'graphql';
import { INPUTS_WITH_KEY } from './facts.mjs';

type Variables = Record<string, unknown>;

/** An operation's variables, each field with an idempotency key that can have one. */
export interface Keyed {
  readonly variables: Variables;
  /** Whether the request may be sent again, whatever became of it: a query, or a mutation whose fields all have a key. */
  readonly repeatable: boolean;
}

/** The only operation of a document. */
export function operationOf(document: DocumentNode): OperationDefinitionNode {
  const operations = document.definitions.filter(({ kind }) => kind === Kind.OPERATION_DEFINITION);
  if (operations.length !== 1) throw new TypeError('A document has one operation');
  return operations[0] as OperationDefinitionNode;
}

/** Adds the idempotency keys that the caller has not given. */
export function withKeys(document: DocumentNode, given: Variables): Keyed {
  const { operation, variableDefinitions = [], selectionSet } = operationOf(document);
  if (operation !== OperationTypeNode.MUTATION) return { variables: given, repeatable: true };
  const variables = { ...given };
  const inputs = new Set(
    variableDefinitions
      .filter(({ type }) => INPUTS_WITH_KEY.has(nameOf(type)))
      .map(({ variable }) => variable.name.value),
  );
  const hasKey = ({ name, value }: ArgumentNode): boolean => {
    if (name.value === 'idempotencyKey') {
      if (value.kind === Kind.VARIABLE) variables[value.name.value] ??= newKey();
      return value.kind !== Kind.NULL;
    }
    if (value.kind === Kind.VARIABLE && inputs.has(value.name.value)) {
      const input = variables[value.name.value] as Variables | undefined;
      variables[value.name.value] = {
        ...input,
        idempotencyKey: input?.['idempotencyKey'] ?? newKey(),
      };
      return true;
    }
    if (value.kind !== Kind.OBJECT) return false;
    const key = value.fields.find((field) => field.name.value === 'idempotencyKey');
    return key !== undefined && hasKey({ ...key, kind: Kind.ARGUMENT });
  };
  const isKeyed = (field: SelectionNode) =>
    field.kind === Kind.FIELD && (field.arguments ?? []).filter(hasKey).length > 0;
  const repeatable = selectionSet.selections.filter((field) => !isKeyed(field)).length === 0;
  return { variables, repeatable };
}

function nameOf(type: TypeNode): string {
  if (type.kind === Kind.NON_NULL_TYPE) return nameOf(type.type);
  return type.kind === Kind.NAMED_TYPE ? type.name.value : '';
}

const newKey = () => globalThis.crypto.randomUUID();
