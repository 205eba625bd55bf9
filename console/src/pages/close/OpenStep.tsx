import { Plural, useLingui } from '@lingui/react/macro';
import { Link } from '@tanstack/react-router';
import type { DayState } from './close';
import { Step } from './Step';
import classes from './ClosePage.module.css';

/** What is under way: it can stay open over night, or be settled first. */
export function OpenStep({ state }: { state: DayState }) {
  const { t } = useLingui();
  const { pendingApprovals, dispatched, partial, stockCounts } = state;
  const moving = dispatched.totalCount + partial.totalCount;
  const isClear = pendingApprovals.length + moving + stockCounts.totalCount === 0;
  return (
    <Step title={t`See what is open`} tone={isClear ? 'good' : 'watch'}>
      <p>
        {isClear
          ? t`Nothing is open.`
          : t`This may stay open over night; what it moves later is of a later day.`}
      </p>
      <ul className={classes.open}>
        {pendingApprovals.length > 0 && (
          <li>
            <Link to="/approvals">
              <Plural
                value={pendingApprovals.length}
                one="# waits for approval"
                other="# wait for approval"
              />
            </Link>
          </li>
        )}
        {moving > 0 && (
          <li>
            <Link to="/transfers">
              <Plural value={moving} one="# transfer on its way" other="# transfers on their way" />
            </Link>
          </li>
        )}
        {stockCounts.totalCount > 0 && (
          <li>
            <Link to="/counts">
              <Plural value={stockCounts.totalCount} one="# count open" other="# counts open" />
            </Link>
          </li>
        )}
      </ul>
    </Step>
  );
}
