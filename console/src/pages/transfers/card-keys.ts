import { useEffect } from 'react';

/** J and K go through the cards of a page, as the arrow keys of a list do; Enter opens the one that has the focus. */
export function useCardKeys(): void {
  useEffect(() => {
    const onKey = ({ key, target, ctrlKey, metaKey, altKey }: KeyboardEvent) => {
      const { tagName } = target as HTMLElement;
      if (ctrlKey || metaKey || altKey || ['INPUT', 'TEXTAREA', 'SELECT'].includes(tagName)) return;
      if (key !== 'j' && key !== 'k') return;
      const links = [...document.querySelectorAll<HTMLElement>('[data-card] a')];
      const at = links.findIndex((link) => link.closest('[data-card]')?.contains(target as Node));
      const next = key === 'j' ? at + 1 : at === -1 ? links.length - 1 : at - 1;
      links[Math.min(Math.max(next, 0), links.length - 1)]?.focus();
    };
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, []);
}
