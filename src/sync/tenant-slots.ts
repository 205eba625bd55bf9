import { Semaphore } from './semaphore';

/** Limits how many tasks run at once, in all and of one tenant: none can keep the others waiting. */
export class TenantSlots {
  private readonly all: Semaphore;
  private readonly tenants = new Map<string, Semaphore>();

  constructor(
    total: number,
    private readonly perTenant: number,
  ) {
    this.all = new Semaphore(total);
  }

  run<Result>(tenantId: string, work: () => Promise<Result>): Promise<Result> {
    let own = this.tenants.get(tenantId);
    if (!own) this.tenants.set(tenantId, (own = new Semaphore(this.perTenant)));
    return own.run(() => this.all.run(work));
  }
}
