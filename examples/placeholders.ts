/** Puts a stable name in the place of what is another at every run: ids, times, cursors, made numbers. */
export class Placeholders {
  private readonly ids = new Map<string, string>();
  private readonly cursors = new Map<string, string>();

  put(text: string): string {
    return text
      .replace(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, (id) => this.name(this.ids, id, 'id'))
      .replace(/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z/g, '<time>')
      .replace(/"(businessDate|today)": "[\d-]+"/g, '"$1": "<today>"')
      .replace(/S-[0-9A-F]{12}/g, '<made receipt number>')
      .replace(/(Cursor": ")([\w-]{20,})(")/g, (_, before: string, cursor: string, after: string) =>
        [before, this.name(this.cursors, cursor, 'cursor'), after].join(''),
      );
  }

  private name(known: Map<string, string>, value: string, kind: string): string {
    let name = known.get(value);
    if (!name) {
      name = `<${kind} ${known.size + 1}>`;
      known.set(value, name);
    }
    return name;
  }
}
