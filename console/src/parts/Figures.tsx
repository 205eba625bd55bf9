import type { ReactNode } from 'react';
import classes from './Figures.module.css';

/** Figures beside each other, each below its name. */
export const Figures = ({ children }: { children: ReactNode }) => (
  <dl className={classes.figures}>{children}</dl>
);

/** A figure: its name, what it is, and what is known of it besides. */
export const Figure = (props: {
  name: ReactNode;
  tone?: 'good' | 'watch' | 'bad' | undefined;
  about?: ReactNode;
  children: ReactNode;
}) => (
  <div>
    <dt>{props.name}</dt>
    <dd data-tone={props.tone}>
      {props.children}
      {props.about !== undefined && <small>{props.about}</small>}
    </dd>
  </div>
);
