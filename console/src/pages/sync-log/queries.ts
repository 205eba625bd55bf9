import { graphql } from '@bincard/client';

export const RUNS = graphql(`
  query SyncLog($id: ID!, $before: String) {
    syncRuns(sourceId: $id, last: 50, before: $before) {
      totalCount
      pageInfo {
        hasPreviousPage
        startCursor
      }
      nodes {
        id
        direction
        dryRun
        status
        startedAt
        durationMs
        actor
        trigger
        seen
        created
        updated
        exported
        conflicts
        errors
      }
    }
  }
`);

export const RUN = graphql(`
  query SyncLogRun($run: ID!) {
    syncRun(id: $run) {
      id
      status
      message
      dryRun
      direction
      startedAt
      actor
      seen
      created
      updated
      exported
      skipped
      conflicts
      errors
      rows {
        outcome
        key
        rowNumber
        code
        message
      }
    }
  }
`);
