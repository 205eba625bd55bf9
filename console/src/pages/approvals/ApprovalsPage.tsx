import { Trans, useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { lazy, Suspense, useState } from 'react';
import { useFormat } from '../../format';
import { Outcome } from '../../forms/Outcome';
import { useSend } from '../../forms/send';
import { Page } from '../../shell/Page';
import { Notice } from '../../states/Notice';
import { Shown } from '../../states/states';
import { approvalsQuery, canBeRejected, itemsOf, keyOf, needsReason, type Item } from './approvals';
import { ApprovalCard } from './ApprovalCard';
import { approve, decided } from './decide';
import type { Asked } from './ReasonDialog';
import { useInboxKeys } from './inbox-keys';
import panel from '../../parts/Panel.module.css';
import classes from './ApprovalsPage.module.css';

const ReasonDialog = lazy(() => import('./ReasonDialog'));

/** Further ones are shown once these are decided. */
const SHOWN = 40;

/** Everything that waits for a second person, and what an approval would change. */
export default function ApprovalsPage() {
  const { t } = useLingui();
  const format = useFormat();
  const found = useQuery(approvalsQuery);
  const all = found.data ? itemsOf(found.data) : [];
  const items = all.slice(0, SHOWN);
  const [asked, setAsked] = useState<Asked>();
  const send = useSend((item: Item) => approve(item));
  const start = async (item: Item) => {
    if (needsReason(item)) return setAsked({ item, what: 'approve' });
    await send.submit(item);
    await decided(); // also where it was refused: what is shown is not what is there
  };
  const inbox = useInboxKeys(items, {
    approve: (item) => void start(item),
    reject: (item) => canBeRejected(item) && setAsked({ item, what: 'reject' }),
    isBusy: send.sending.state === 'sending' || asked !== undefined,
  });
  return (
    <Page
      title={t`Approvals`}
      about={
        <span className={classes.keys}>
          <Trans>
            <kbd>J</kbd> <kbd>K</kbd> down and up, <kbd>A</kbd> approve, <kbd>R</kbd> reject
          </Trans>
        </span>
      }
    >
      <Outcome sending={send.sending} rest={send.refusals} onForget={send.forget} />
      <Shown of={found} rows={6}>
        {() =>
          items.length === 0 ? (
            <section className={panel.panel}>
              <Notice
                icon="check"
                title={t`Nothing waits for approval`}
                text={t`Adjustments and transfers that others request are listed here.`}
              />
            </section>
          ) : (
            <ul className={classes.inbox} aria-label={t`${format.number(all.length)} to decide`}>
              {items.map((item) => (
                <ApprovalCard
                  key={keyOf(item)}
                  item={item}
                  isCurrent={keyOf(item) === inbox.current}
                  isBusy={send.sending.state === 'sending'}
                  onFocus={() => inbox.setCurrent(keyOf(item))}
                  onApprove={() => void start(item)}
                  onReject={() => setAsked({ item, what: 'reject' })}
                />
              ))}
            </ul>
          )
        }
      </Shown>
      <Suspense>
        {asked && <ReasonDialog {...asked} onClose={() => setAsked(undefined)} />}
      </Suspense>
    </Page>
  );
}
