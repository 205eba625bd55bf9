const DAY_MS = 86_400_000;
const dayBefore = (days: number) => new Date(Date.now() - days * DAY_MS).toISOString().slice(0, 10);

/** Replaces what differs in each run with a stable name: ids, times, days, cursors, hashes, generated numbers. */
export class Placeholders {
  private readonly ids = new Map<string, string>();
  private readonly cursors = new Map<string, string>();

  put(text: string): string {
    return (
      text
        .replace(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, (id) =>
          this.name(this.ids, id, 'id'),
        )
        .replace(/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}(\d{3})?Z/g, '<time>')
        .replace(/\bbc[lst]_[\w-]{64}/g, '<secret>')
        .replace(/http:..127\.0\.0\.1:\d+(?=.sign-in)/g, 'http://127.0.0.1:4000')
        .replace(/whsec_[\w+/=]+/g, '<secret>')
        .replace(/\beyJ[\w-]{20,}\.eyJ[\w-]{20,}\.[\w-]{86}/g, '<signed checkpoint>')
        .replace(/("(?:keyId|x)\\?": \\?")[\w-]{43}/g, '$1<key>')
        // A run that passes midnight has two of them; days that an example gives are further back.
        .replace(/"(businessDate|today)": "([\d-]+)"/g, (all, name: string, day: string) =>
          Math.abs(Date.now() - Date.parse(day)) < 3 * DAY_MS ? `"${name}": "<today>"` : all,
        )
        .replace(/\b[0-9a-f]{64}\b/g, '<hash>')
        .replaceAll(dayBefore(0), '<today>')
        .replaceAll(dayBefore(1), '<yesterday>')
        .replace(/S-[0-9A-F]{12}/g, '<made receipt number>')
        .replace(
          /([cC]ursor": ")([\w-]{20,})(")/g,
          (_, before: string, cursor: string, after: string) =>
            [before, this.name(this.cursors, cursor, 'cursor'), after].join(''),
        )
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
