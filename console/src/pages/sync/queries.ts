import { graphql } from '@bincard/client';

export const SOURCES = graphql(`
  query SyncSources {
    syncSources {
      id
      name
      enabled
      intervalMinutes
      failures
      lastRunAt
      nextRunAt
      dryRunId
      path
      tableName
      location {
        code
        name
      }
    }
  }
`);

export const SOURCE_NAME = graphql(`
  query SyncSourceName($id: ID!) {
    syncSource(id: $id) {
      id
      name
    }
  }
`);

export const MAPPED = graphql(`
  query SyncMapped($id: ID!) {
    productMappings(sourceId: $id, first: 1) {
      totalCount
      totalCountIsEstimate
    }
    conflicts: productMappings(sourceId: $id, conflictsOnly: true, first: 5) {
      totalCount
      nodes {
        externalKey
        conflict
        product {
          id
          name
        }
      }
    }
    syncRuns(sourceId: $id, last: 1) {
      nodes {
        id
        direction
        dryRun
        status
        startedAt
        errors
        conflicts
      }
    }
  }
`);

export const AVAILABLE = graphql(`
  query SyncAvailable($id: ID!) {
    externalProducts(sourceId: $id, newOnly: true, first: 1) {
      totalCount
    }
  }
`);

export const IMPORT_ROWS = graphql(`
  mutation SyncImport($id: ID!, $keys: [String!], $all: Boolean, $dryRun: Boolean!, $dryRunId: ID) {
    importProducts(sourceId: $id, keys: $keys, all: $all, dryRun: $dryRun, dryRunId: $dryRunId) {
      id
      status
      message
      dryRun
      direction
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

export const EXPORT_SALES = graphql(`
  mutation SyncExport($id: ID!, $dryRun: Boolean!, $dryRunId: ID) {
    exportSales(sourceId: $id, dryRun: $dryRun, dryRunId: $dryRunId) {
      id
      status
      message
      dryRun
      direction
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

/** What the rows of a dry run would change. */
export const SYNC_CHANGES = graphql(`
  query SyncChanges($id: ID!) {
    syncRun(id: $id) {
      id
      changes(first: 200) {
        totalCount
        nodes {
          key
          action
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

export const SWITCH = graphql(`
  mutation SyncSwitch($id: ID!, $enabled: Boolean!, $dryRunId: ID) {
    setSyncSourceEnabled(id: $id, enabled: $enabled, dryRunId: $dryRunId) {
      id
      enabled
      nextRunAt
    }
  }
`);
