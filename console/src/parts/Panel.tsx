import { useId, type ReactNode } from 'react';
import { Icon, type IconName } from './Icon';
import classes from './Panel.module.css';

/** A card with a heading: its count beside it, what leads further at the end of the line. */
export function Panel(props: {
  title: ReactNode;
  icon?: IconName;
  count?: ReactNode;
  more?: ReactNode;
  children: ReactNode;
}) {
  const { title, icon, count, more, children } = props;
  const id = useId();
  return (
    <section className={classes.panel} aria-labelledby={id}>
      <header className={classes.head}>
        {icon && <Icon name={icon} size={18} />}
        <h2 id={id}>{title}</h2>
        {count !== undefined && <span className={classes.count}>{count}</span>}
        <span className={classes.more}>{more}</span>
      </header>
      {children}
    </section>
  );
}

/** A line of a panel: what it is, what is known of it, and the figure at its end. */
export function Row(props: {
  title: ReactNode;
  about?: ReactNode;
  end?: ReactNode;
  below?: ReactNode;
}) {
  const { title, about, end, below } = props;
  return (
    <li className={classes.row}>
      <div className={classes.what}>
        <div className={classes.title}>{title}</div>
        {about !== undefined && <div className={classes.about}>{about}</div>}
      </div>
      {(end !== undefined || below !== undefined) && (
        <div className={classes.end}>
          <div>{end}</div>
          {below !== undefined && <div className={classes.about}>{below}</div>}
        </div>
      )}
    </li>
  );
}

export const Rows = ({ children }: { children: ReactNode }) => (
  <ul className={classes.rows}>{children}</ul>
);
