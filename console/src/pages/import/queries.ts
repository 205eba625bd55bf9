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
        rolledBack
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

/** What the rows of a run would change, or have changed. */
export const IMPORT_CHANGES = graphql(`
  query ImportChanges($id: ID!, $after: String, $changed: Boolean) {
    importRun(id: $id) {
      id
      changes(first: 500, after: $after, changed: $changed) {
        totalCount
        pageInfo {
          hasNextPage
          endCursor
        }
        nodes {
          row
          outcome
          subject
          changes {
            field
            before
            after
          }
        }
      }
    }
  }
`);

/** What an example of a file names: the places, products and suppliers that are there. */
export const EXAMPLE_OF = graphql(`
  query ImportExampleOf {
    products(first: 100) {
      nodes {
        sku
        kind
        trackInventory
      }
    }
    locations {
      code
      kind
      active
    }
    suppliers {
      code
      active
    }
  }
`);
