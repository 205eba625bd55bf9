import { useFormat } from '../format';
import type { ReactNode } from 'react';
import type { IconName } from '../parts/Icon';
import { Panel } from '../parts/Panel';
import { Notice } from '../states/Notice';
import { ProductPicker, type Picked } from './ProductPicker';
import classes from './Goods.module.css';

/** The goods of a document that is being written: what is scanned becomes a line of it. */
export function Goods(props: {
  title: string;
  icon: IconName;
  /** How many lines there are. */
  count: number;
  /** What is said while there is none; nothing beside what was written last. */
  empty: { title: string; text: string } | undefined;
  isFixed: boolean;
  /** The code of what is in the first line. */
  first?: string | undefined;
  onPick: (picked: Picked) => void;
  /** The lines. */
  children: ReactNode;
}) {
  const { title, icon, count, empty, isFixed, first, onPick, children } = props;
  const format = useFormat();
  return (
    <Panel title={title} icon={icon} count={count > 0 && format.number(count)}>
      <div className={classes.picker}>
        <ProductPicker disabled={isFixed} first={first} onPick={onPick} />
      </div>
      {count === 0 && empty && <Notice icon={icon} {...empty} />}
      <fieldset disabled={isFixed} className={classes.lines}>
        <ul>{children}</ul>
      </fieldset>
    </Panel>
  );
}
