import type { ReactNode } from 'react';
import classes from './TextButton.module.css';

/** A button that looks like a link: it opens something on the same page. */
export const TextButton = (props: { onClick: () => void; children: ReactNode }) => (
  <button type="button" className={classes.button} onClick={props.onClick}>
    {props.children}
  </button>
);
