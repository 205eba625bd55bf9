import { graphql } from '@bincard/client';

export const IMPORT_RUN = graphql(`
  query ImportRun($id: ID!, $after: String) {
    importRun(id: $id) {
      id
      kind
      dryRun
      dryRunId
      allOrNothing
      fileName
      startedAt
      actor
      rows
      created
      updated
      unchanged
      refused
      rolledBack
      failure
      message
      problems(first: 100, after: $after) {
        totalCount
        pageInfo {
          hasNextPage
          endCursor
        }
        nodes {
          row
          column
          code
          message
          hint
          value
        }
      }
    }
  }
`);
