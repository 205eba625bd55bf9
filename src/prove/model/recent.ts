/** The few newest of what the sessions share, so that they meet on the same ones. */
export class Recent<Item> {
  private readonly items: Item[] = [];

  constructor(private readonly size: number) {}

  add(...items: Item[]): void {
    this.items.push(...items);
    this.items.splice(0, this.items.length - this.size);
  }

  /** One of them by a die; undefined when there is none. */
  pick(die: number, fits: (item: Item) => boolean = () => true): Item | undefined {
    const fitting = this.items.filter(fits);
    return fitting[die % fitting.length];
  }
}
