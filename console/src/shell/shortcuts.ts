import { useNavigate } from '@tanstack/react-router';
import { useEffect, useRef } from 'react';
import { useMayOpen } from './needs';
import { SECTIONS } from './sections';

const SEQUENCE_MS = 1200;

/** Whether a key is meant for what has the focus, and not for the page. */
function isTyping({ target, ctrlKey, metaKey, altKey }: KeyboardEvent): boolean {
  if (ctrlKey || metaKey || altKey) return true;
  const { tagName, isContentEditable } = target as HTMLElement;
  return isContentEditable || ['INPUT', 'TEXTAREA', 'SELECT'].includes(tagName);
}

/** Keys of the whole console: "g" and a letter leads to a page, "/" to what searches, "?" shows all of them. */
export function useShortcuts(showHelp: () => void): void {
  const navigate = useNavigate();
  const mayOpen = useMayOpen();
  const goSince = useRef(0);
  useEffect(() => {
    const pages = SECTIONS.flatMap((section) => section.pages).filter(({ to }) => mayOpen(to));
    const onKey = (event: KeyboardEvent) => {
      if (isTyping(event) || document.querySelector('[role=dialog]')) return;
      const isGoing = Date.now() - goSince.current < SEQUENCE_MS;
      goSince.current = event.key === 'g' ? Date.now() : 0;
      if (event.key === '?') showHelp();
      if (event.key === '/') {
        event.preventDefault();
        const field = document.querySelector<HTMLInputElement>('[data-search]');
        if (field) field.focus();
        else void navigate({ to: '/products', search: {} });
      }
      const page = isGoing ? pages.find(({ key }) => key === event.key) : undefined;
      if (page) void navigate({ to: page.to });
      if (page ?? event.key === '?') event.preventDefault();
    };
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  });
}
