// A barcode before the camera of a test.

const DIGITS = [
  ...['0001101', '0011001', '0010011', '0111101', '0100011'],
  ...['0110001', '0101111', '0111011', '0110111', '0001011'],
];
const PARITY = [
  ...['LLLLLL', 'LLGLGG', 'LLGGLG', 'LLGGGL', 'LGLLGG'],
  ...['LGGLLG', 'LGGGLL', 'LGLGLG', 'LGLGGL', 'LGGLGL'],
];

const inverted = (bits: string) => [...bits].map((bit) => (bit === '0' ? '1' : '0')).join('');

/** The 95 modules of an EAN-13: 1 is a bar. */
export function barsOf(code: string): string {
  const [first, ...digits] = [...code].map(Number);
  const left = digits.slice(0, 6).map((digit, at) => {
    const bits = DIGITS[digit]!;
    return PARITY[first!]![at] === 'L' ? bits : [...inverted(bits)].reverse().join('');
  });
  const right = digits.slice(6).map((digit) => inverted(DIGITS[digit]!));
  return `101${left.join('')}01010${right.join('')}101`;
}

/** A script for a page: whoever asks for the camera sees these bars. */
export const cameraThatSees = (bars: string): string => `{
  const canvas = Object.assign(document.createElement('canvas'), { width: 800, height: 400 });
  const context = canvas.getContext('2d');
  setInterval(() => {
    context.fillStyle = '#fff';
    context.fillRect(0, 0, 800, 400);
    context.fillStyle = '#000';
    [...'${bars}'].forEach((bar, at) => bar === '1' && context.fillRect(115 + at * 6, 60, 6, 280));
  }, 50);
  navigator.mediaDevices.getUserMedia = () => Promise.resolve(canvas.captureStream(20));
}`;
