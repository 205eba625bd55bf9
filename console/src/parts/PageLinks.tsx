import { Link, useLocation, type LinkProps } from '@tanstack/react-router';
import { useEffect, useRef, type ReactNode } from 'react';
import classes from './PageLinks.module.css';

/** Links between pages that belong together, below their heading. Where they do not fit, that of the page is in view. */
export function PageLinks({ label, children }: { label: string; children: ReactNode }) {
  const list = useRef<HTMLUListElement>(null);
  const { pathname } = useLocation();
  useEffect(() => {
    const own = list.current?.querySelector('[aria-current=page]');
    own?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  }, [pathname]);
  return (
    <nav aria-label={label}>
      <ul ref={list} className={classes.links}>
        {children}
      </ul>
    </nav>
  );
}

/** A link of these. */
export const PageLink = (props: {
  to: NonNullable<LinkProps['to']>;
  params?: Record<string, string>;
  children: ReactNode;
}) => (
  <li>
    <Link
      {...({ to: props.to, params: props.params } as LinkProps)}
      activeOptions={{ exact: true, includeSearch: false }}
      activeProps={{ 'aria-current': 'page' }}
    >
      {props.children}
    </Link>
  </li>
);
