import { useLingui } from '@lingui/react/macro';
import { useFormat } from '../../format';
import { useMe } from '../../session/session';
import { Page } from '../../shell/Page';
import { Approvals } from './Approvals';
import { Expiring } from './Expiring';
import { FirstSteps } from './FirstSteps';
import { LateOrders } from './LateOrders';
import { LowStock } from './LowStock';
import { OnTheWay } from './OnTheWay';
import { Status } from './Status';
import { Syncs } from './Syncs';
import classes from './TodayPage.module.css';

/** What there is to do today, the most urgent first. */
export default function TodayPage() {
  const { t } = useLingui();
  const { may } = useMe();
  const { longDay } = useFormat();
  return (
    <Page title={t`Today`} about={longDay(Date.now())}>
      {may('createProduct') && <FirstSteps />}
      <Status />
      <div className={classes.panels}>
        <Approvals />
        <LowStock />
        <Expiring />
        <OnTheWay />
        <LateOrders />
        {may('syncRuns') && <Syncs />}
      </div>
    </Page>
  );
}
