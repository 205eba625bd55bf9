import { print, type DocumentNode } from 'graphql';

/** Every document that the console sends, as it sends it: those of the files called queries. */
const modules = import.meta.glob<Record<string, DocumentNode>>(
  ['../**/queries.ts', '../**/*-queries.ts'],
  {
    eager: true,
  },
);

export const documents = Object.values(modules).flatMap((exported) =>
  Object.values(exported).map((document) => print(document)),
);
