import { Trans } from '@lingui/react/macro';
import { useId, type ReactNode } from 'react';
import { useFormat } from '../../format';
import classes from './TransfersPage.module.css';

/** The transfers of one status. Where there are more than are shown, it says so. */
export function Column(props: {
  title: string;
  count: number;
  empty: string;
  children: readonly ReactNode[];
}) {
  const { title, count, empty, children } = props;
  const format = useFormat();
  const id = useId();
  return (
    <section className={classes.column} aria-labelledby={id}>
      <h2 id={id}>
        {title} <span className={classes.count}>{format.number(count)}</span>
      </h2>
      {children.length === 0 ? (
        <div className={classes.none}>{empty}</div>
      ) : (
        <ul className={classes.cards}>{children}</ul>
      )}
      {count > children.length && children.length > 0 && (
        <p className={classes.more}>
          <Trans>and {format.number(count - children.length)} more</Trans>
        </p>
      )}
    </section>
  );
}
