/** Who exports. */
interface Exporter {
  readonly tenantId: string;
  readonly actor: string;
}

/** How many exports may be under way: of one actor, of one tenant, and of all together. */
export interface ExportLimits {
  readonly actor: number;
  readonly tenant: number;
  readonly all: number;
}

/** The narrowest limit that an export would exceed. */
export interface NoSlot {
  readonly limit: keyof ExportLimits;
  readonly maximum: number;
}

/** Counts the exports under way, so that no actor and no tenant can hold all of the server's. */
export class ExportSlots {
  private readonly taken = new Map<string, number>();

  constructor(private readonly limits: ExportLimits) {}

  /** A function to call once the export has ended; or the limit that is reached. */
  enter({ tenantId, actor }: Exporter): (() => void) | NoSlot {
    const keys = { actor: `actor ${tenantId} ${actor}`, tenant: `tenant ${tenantId}`, all: 'all' };
    for (const limit of ['actor', 'tenant', 'all'] as const) {
      const maximum = this.limits[limit];
      if ((this.taken.get(keys[limit]) ?? 0) >= maximum) return { limit, maximum };
    }
    for (const key of Object.values(keys)) this.add(key, 1);
    let left = false;
    return () => {
      if (left) return;
      left = true;
      for (const key of Object.values(keys)) this.add(key, -1);
    };
  }

  private add(key: string, change: number): void {
    const now = (this.taken.get(key) ?? 0) + change;
    if (now === 0) this.taken.delete(key);
    else this.taken.set(key, now);
  }
}
