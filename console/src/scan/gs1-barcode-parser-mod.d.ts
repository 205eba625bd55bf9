declare module 'gs1-barcode-parser-mod' {
  interface Element {
    readonly ai: string;
    /** The data as it stands in the code. */
    readonly raw?: string;
    readonly data: unknown;
  }
  /** Throws where the text is no element string. */
  export function parseBarcode(text: string): { readonly parsedCodeItems: readonly Element[] };
}
