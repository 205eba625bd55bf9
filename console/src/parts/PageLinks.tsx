import { Link, type LinkProps } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import classes from './PageLinks.module.css';

/** Links between pages that belong together, below their heading. */
export const PageLinks = ({ label, children }: { label: string; children: ReactNode }) => (
  <nav aria-label={label}>
    <ul className={classes.links}>{children}</ul>
  </nav>
);

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
