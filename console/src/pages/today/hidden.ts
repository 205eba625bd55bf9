/** Of whoever has hidden the first steps on this device: a number of each person, and nothing of the person or the tenant. */
const KEPT = 'bincard.first-steps';

/** FNV-1a: many people have the same number, and it leads back to none of them. It needs no https, as WebCrypto does. */
function numberOf(owner: string): string {
  let hash = 0x811c9dc5;
  for (const byte of new TextEncoder().encode(owner)) {
    hash = Math.imul(hash ^ byte, 0x01000193);
  }
  return (hash >>> 0).toString(36);
}

const kept = (): string[] => (localStorage.getItem(KEPT) ?? '').split(' ').filter(Boolean);

export const isHiddenFor = (owner: string): boolean => kept().includes(numberOf(owner));

export function hideFor(owner: string): void {
  localStorage.setItem(KEPT, [...new Set([...kept(), numberOf(owner)])].join(' '));
}
