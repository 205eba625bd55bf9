import { useLingui } from '@lingui/react/macro';
import { Page } from '../../shell/Page';
import { ClosedDays } from './ClosedDays';
import { Rules } from './Rules';
import { Verdict } from './Verdict';
import classes from './IntegrityPage.module.css';

/** Whether the ledger is what it was: its rules, its chains, its closed days. */
export default function IntegrityPage() {
  const { t } = useLingui();
  return (
    <Page title={t`Integrity`}>
      <div className={classes.page}>
        <Verdict />
        <ClosedDays />
        <Rules />
      </div>
    </Page>
  );
}
