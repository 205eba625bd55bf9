import { prepareZXingModule, readBarcodes } from 'zxing-wasm/reader';
import wasm from 'zxing-wasm/reader/zxing_reader.wasm?url';

// Reads barcodes from pictures by WebAssembly, of a file of our own: the package would load it from elsewhere.

prepareZXingModule({
  overrides: {
    locateFile: (path: string, prefix: string) =>
      path.endsWith('.wasm') ? new URL(wasm, location.href).href : prefix + path,
  },
});

/** The codes that goods carry, and those of our own labels. */
const FORMATS = [
  'EAN13',
  'EAN8',
  'UPCA',
  'UPCE',
  'ITF',
  'Code128',
  'DataMatrix',
  'QRCode',
] as const;

/** The barcodes in a picture. */
export async function readCodes(picture: ImageData): Promise<string[]> {
  const found = await readBarcodes(picture, {
    ...{ formats: [...FORMATS], maxNumberOfSymbols: 1 },
    textMode: 'Plain', // as a scanner sends it, not as it is printed below the symbol
  });
  return found.filter(({ isValid }) => isValid).map(({ text }) => text);
}
