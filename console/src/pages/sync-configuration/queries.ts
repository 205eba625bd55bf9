import { graphql } from '@bincard/client';

export const CONFIGURATION = graphql(`
  query SyncConfiguration($id: ID!) {
    syncSource(id: $id) {
      id
      name
      version
      enabled
      intervalMinutes
      path
      tableName
      allowComputed
      keyColumn
      statusColumn
      inStockValues
      soldValues
      quantityColumn
      exportValue
      lastDateColumn
      lastDateFormat
      location {
        id
        code
      }
      mappings {
        column
        target
        transforms {
          name
          factor
          format
          table
          value
        }
      }
    }
  }
`);

export const PROBE = graphql(`
  query SyncTest($id: ID!) {
    testSyncSource(id: $id) {
      reachable
      failure
      message
      rows
      missingKeys
      duplicateKeys
      columns {
        name
        type
      }
      statuses {
        status
        meaning
        rows
      }
      mappings {
        column
        target
        transforms {
          name
          factor
          format
          table
          value
        }
      }
      problems {
        field
        message
      }
      unmapped
    }
  }
`);

export const CREATE = graphql(`
  mutation SyncCreate($input: CreateSyncSourceInput!) {
    createSyncSource(input: $input) {
      id
    }
  }
`);

export const UPDATE = graphql(`
  mutation SyncUpdate($input: UpdateSyncSourceInput!) {
    updateSyncSource(input: $input) {
      id
      enabled
      version
    }
  }
`);
