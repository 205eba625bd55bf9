// What ESLint takes @bincard/client for: to infer the type of each document takes its checker minutes. What answers hold
// is any here; `npm run types` checks that with the schema.
import type { TadaDocumentNode } from 'gql.tada';

/* eslint-disable @typescript-eslint/no-explicit-any, @typescript-eslint/no-unused-vars -- see above */
export declare function graphql(text: string, fragments?: unknown[]): TadaDocumentNode<any, any>;
export type ResultOf<_Document> = any;
export type VariablesOf<_Document> = any;
export type Operation = string;

export * from '../../client/create-client.mjs';
export { Refused, type Refusal } from '../../client/refusals.mjs';
export * from '../../client/verify-proof.mjs';
