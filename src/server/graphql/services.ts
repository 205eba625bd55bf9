import type { Pool } from 'pg';
import type { Denial } from '../../auth/denied';
import type { Identity } from '../../auth/token';
import type { GroupedWrites } from '../../database/grouped-writes';
import type { AvailabilityWatch } from '../../feed/availability-watch';
import type { FeedWatch } from '../../feed/feed-watch';
import type { SyncService } from '../../sync/service';
import type { RequestRecord } from '../http/request-record';
import type { ReplicaReads } from '../reads';

/** What the server shares between requests. */
export interface Services {
  readonly pool: Pool;
  readonly namedStatements: boolean;
  readonly watch: FeedWatch;
  readonly availability: AvailabilityWatch;
  /** Imports from and exports to external sources. */
  readonly sync: SyncService;
  readonly writes: GroupedWrites;
  /** Where browsers find this server, without a slash at the end. */
  readonly publicUrl: () => string;
  /** Whether webhooks may have receivers at http:// and private addresses. */
  readonly privateReceivers: boolean;
  /** Signs the closed days of a tenant that are not signed yet. */
  readonly signDays: (identity: Identity) => Promise<void>;
  /** Undefined where there is no replica. */
  readonly reads?: ReplicaReads | undefined;
}

/** The HTTP request that an operation came in, as far as the operation needs it. */
export interface OperationRequest {
  readonly id: string;
  readonly record: RequestRecord;
  readonly headers: Record<string, unknown>;
  readonly denial?: Denial | undefined;
}
