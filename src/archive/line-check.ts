import type { PublicJwk } from '../proofs/signing-key';
import { Chains } from './chains';
import { ClosedDays, differenceOf } from './days';
import { checkForm } from './form';
import { ArchiveFault, FORMAT, VERSION, type Day, type Header, type Movement } from './format';
import type { Line } from './lines';
import { GrowingTree, leafHash } from './merkle';

/** The order of lines: what may follow a line of a kind. */
const NEXT: Readonly<Record<Line['kind'], readonly Line['kind'][]>> = {
  archive: ['earlier', 'name', 'start', 'day'],
  earlier: ['earlier', 'name', 'start', 'day'],
  name: ['name', 'start', 'day'],
  start: ['start', 'day'],
  day: ['movement', 'day'],
  movement: ['movement', 'day'],
};

/** A check of a file's lines, which are given to it one by one. */
export class LineCheck {
  readonly header: Header;
  movements = 0;
  private line = 1;
  private last: Line['kind'] = 'archive';
  private readonly days: Day[] = [];
  private readonly earlier: Day[] = [];
  private readonly chains: Chains;
  private readonly closed: ClosedDays;
  private chainsBefore = 0;
  private tree = new GrowingTree();
  private lastId = '';

  constructor(first: Line, keys?: readonly PublicJwk[]) {
    if (first.kind !== 'archive' || first.value.format !== FORMAT) {
      throw new ArchiveFault(1, 'the file is no archive');
    }
    if (first.value.version !== VERSION) {
      throw new ArchiveFault(
        1,
        `this is version ${String(first.value.version)} of the format: a newer bincard reads it`,
      );
    }
    this.header = first.value;
    this.needForm(first);
    this.chains = new Chains(this.header.tenantId);
    this.closed = new ClosedDays(this.header.tenantId, keys ?? this.header.keys);
  }

  take(line: Line): void {
    this.line++;
    if (!NEXT[this.last].includes(line.kind)) {
      this.fail(`a line ${line.kind} cannot follow a line ${this.last}`);
    }
    this.needForm(line);
    this.last = line.kind;
    if (line.kind === 'movement') this.takeMovement(line.value);
    else if (line.kind === 'day') this.takeDay(line.value);
    else if (line.kind === 'earlier') this.takeEarlier(line.value);
    else if (line.kind === 'start')
      this.need(
        this.header.after === null
          ? 'a first archive has no chain that began before'
          : this.chains.begin(line.value),
      );
  }

  end() {
    this.endDay();
    const { header, days, earlier, closed, chains } = this;
    this.line = 0;
    const last = days.at(-1);
    if (last?.businessDate !== header.until || days.length !== header.days) {
      this.fail(
        `it has ${days.length} days up to ${last?.businessDate ?? 'none'}, and says ${header.days} up to ${header.until}`,
      );
    }
    if (this.movements !== header.movements) {
      this.fail(`it has ${this.movements} movements, and says ${header.movements}`);
    }
    if (chains.waiting > 0) {
      this.fail(`${chains.waiting} chains that began before the file do not move in it`);
    }
    const { signed, signatures } = closed;
    return { header, days, earlier, signed, signatures, chains: chains.size };
  }

  private takeEarlier(day: Day): void {
    if (this.header.after === null || day.businessDate > this.header.after) {
      this.fail(`${day.businessDate} is not before the first day of the file`);
    }
    this.need(this.closed.take(day), day);
    this.earlier.push(day);
    this.chainsBefore = day.chains;
  }

  private takeDay(day: Day): void {
    this.endDay();
    if ((this.header.after ?? null) !== (this.earlier.at(-1)?.businessDate ?? null)) {
      this.fail('the days before the first one are not those that the first line names');
    }
    this.need(this.closed.take(day), day);
    this.days.push(day);
    this.tree = new GrowingTree();
    this.lastId = '';
  }

  private takeMovement(movement: Movement): void {
    const day = this.days.at(-1)!;
    if (movement.businessDate !== day.businessDate) {
      this.fail(
        `movement ${movement.id} is of ${movement.businessDate}, not of ${day.businessDate}`,
      );
    }
    if (movement.id <= this.lastId) this.fail(`movement ${movement.id} is not in its order`);
    const hash = this.chains.take(movement);
    if (typeof hash === 'string') return this.fail(`movement ${movement.id}: ${hash}`);
    this.tree.add(leafHash(hash));
    this.lastId = movement.id;
    this.movements++;
  }

  private endDay(): void {
    const day = this.days.at(-1);
    if (!day) return;
    const found = { ...this.chains.endDay(), root: this.tree.root(), movements: this.tree.size };
    this.need(differenceOf(day, this.chainsBefore, found), day);
    this.chainsBefore = day.chains;
  }

  private need(wrong: string | null, day?: Day): void {
    if (wrong !== null) this.fail(day ? `${day.businessDate}: ${wrong}` : wrong);
  }

  private needForm(line: Line): void {
    const field = checkForm(line);
    if (field) this.fail(`${line.kind}.${field} is not of its form`);
  }

  private fail(message: string): never {
    throw new ArchiveFault(this.line, message);
  }
}
