import { graphql } from '@bincard/client';

export const AUDIT = graphql(`
  query Audit(
    $entity: String
    $entityId: String
    $action: String
    $from: DateTimeISO
    $to: DateTimeISO
    $after: String
  ) {
    auditLog(
      entity: $entity
      entityId: $entityId
      action: $action
      from: $from
      to: $to
      after: $after
      first: 100
      order: NEWEST_FIRST
    ) {
      totalCount
      totalCountIsEstimate
      pageInfo {
        hasNextPage
        endCursor
      }
      nodes {
        id
        at
        actor
        action
        entity
        entityId
        before
        after
        metadata
      }
    }
  }
`);
