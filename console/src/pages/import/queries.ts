import { graphql } from '@bincard/client';

export const IMPORT_RUNS = graphql(`
  query ImportRuns($after: String) {
    importRuns(first: 50, after: $after, order: NEWEST_FIRST) {
      totalCount
      pageInfo {
        hasNextPage
        endCursor
      }
      nodes {
        id
        kind
        dryRun
        fileName
        startedAt
        endedAt
        actor
        rows
        created
        updated
        unchanged
        refused
        failure
      }
    }
  }
`);

export const IMPORT_PROBLEMS = graphql(`
  query ImportProblems($id: ID!, $after: String) {
    importRun(id: $id) {
      id
      problems(first: 500, after: $after) {
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
