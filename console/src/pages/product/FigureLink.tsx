import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { Part, ProductView } from './search';
import classes from './FigureLink.module.css';

/** A figure of a product as the way to what it is made of: its place, period and part, or why it is what it is. */
export const FigureLink = (props: {
  product: string;
  view: ProductView;
  /** Whether it stands on the page of the product, which then stays where it is. */
  isHere?: boolean;
  children: ReactNode;
}) => (
  <Link
    className={classes.figure}
    to="/products/$id"
    params={{ id: props.product }}
    search={props.view}
    preload={false}
    resetScroll={!props.isHere}
  >
    {props.children}
  </Link>
);

/** A figure of a batch as the way to its movements, all or those of a part. */
export const BatchFigureLink = (props: {
  batch: string;
  part?: Part | undefined;
  children: ReactNode;
}) => (
  <Link
    className={classes.figure}
    to="/batches/$id"
    params={{ id: props.batch }}
    search={{ part: props.part }}
    preload={false}
  >
    {props.children}
  </Link>
);
