/** The newest items that the sessions share; few, so that sessions often pick the same one. */
export class Recent<Item> {
  private readonly items: Item[] = [];

  constructor(private readonly size: number) {}

  add(...items: Item[]): void {
    this.items.push(...items);
    this.items.splice(0, this.items.length - this.size);
  }

  /** The item at a random index, modulo their number; undefined when there is none. */
  pick(index: number, fits: (item: Item) => boolean = () => true): Item | undefined {
    const fitting = this.items.filter(fits);
    return fitting[index % fitting.length];
  }
}
