import { useEffect } from 'react';

/** Names the browser's tab after the page; nothing where the page around it has done so. */
export function useTitle(title: string | undefined): void {
  useEffect(() => {
    if (title !== undefined) document.title = `${title} · Bincard`;
  }, [title]);
}
