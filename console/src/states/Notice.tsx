import type { ReactNode } from 'react';
import { Icon, type IconName } from '../parts/Icon';
import classes from './Notice.module.css';

/** What stands where there is nothing to show: what it is, why, and what can be done. */
export function Notice(props: {
  icon: IconName;
  title: ReactNode;
  text?: ReactNode;
  action?: ReactNode;
  /** Of a whole page, not of a panel. */
  page?: boolean;
  role?: 'alert' | 'status';
}) {
  const { icon, title, text, action, page = false, role } = props;
  return (
    <div className={page ? classes.page : classes.panel} role={role}>
      <Icon name={icon} size={page ? 36 : 22} />
      <div>
        {page ? <h1>{title}</h1> : <strong>{title}</strong>}
        {text !== undefined && <p>{text}</p>}
        {action !== undefined && action !== false && <div className={classes.action}>{action}</div>}
      </div>
    </div>
  );
}
