import type { ReactNode } from 'react';
import { Icon } from '../../parts/Icon';
import classes from './ClosePage.module.css';

/** A step: what it is, whether it is done, and what there is to do. */
export function Step(props: {
  title: string;
  tone: 'good' | 'watch' | 'bad' | undefined;
  children: ReactNode;
}) {
  const { title, tone, children } = props;
  return (
    <li className={classes.step} data-tone={tone}>
      <span className={classes.mark} aria-hidden="true">
        {tone === 'good' && <Icon name="check" size={18} />}
        {(tone === 'bad' || tone === 'watch') && <Icon name="alarm" size={18} />}
      </span>
      <div className={classes.body}>
        <h2>{title}</h2>
        {children}
      </div>
    </li>
  );
}
