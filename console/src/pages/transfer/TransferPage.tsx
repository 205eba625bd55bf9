import { Button } from '@mantine/core';
import { Trans, useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { lazy, Suspense, useState } from 'react';
import { Outcome } from '../../forms/Outcome';
import { useMe } from '../../session/session';
import { Page } from '../../shell/Page';
import { NotFound } from '../../states/pages';
import { Failed, Waiting } from '../../states/states';
import { useMove } from '../transfers/move';
import { Arrival } from './Arrival';
import { History } from './History';
import { Lines } from './Lines';
import type { Asked } from './ReasonDialog';
import { isOnItsWay, transferQuery, type Transfer } from './transfer';
import { TransferStatusTag } from './TransferStatusTag';
import classes from './TransferPage.module.css';

const ReasonDialog = lazy(() => import('./ReasonDialog'));

/** A transfer: what of it is where, what comes next, and what has been done. */
export default function TransferPage() {
  const { id } = useParams({ from: '/shell/transfers/$id' });
  const { data, error, refetch } = useQuery(transferQuery(id));
  if (error && !data) return <Failed page error={error} retry={() => void refetch()} />;
  if (!data) return <Waiting rows={6} />;
  return data.transfer ? <Shown key={id} transfer={data.transfer} /> : <NotFound />;
}

function Shown({ transfer }: { transfer: Transfer }) {
  const { t } = useLingui();
  const { may, mayDecideOn } = useMe();
  const move = useMove();
  const [asked, setAsked] = useState<Asked>();
  const { id, status, from, to, closings } = transfer;
  const isOpen = status !== 'FULFILLED' && status !== 'CANCELLED';
  const isClosing = closings.some((closing) => closing.status === 'PENDING');
  const next =
    status === 'REQUESTED' && may('approveTransfer') && mayDecideOn(transfer.requestedBy)
      ? { what: 'approve' as const, text: t`Approve` }
      : status === 'APPROVED' && may('dispatchTransfer')
        ? { what: 'dispatch' as const, text: t`Send` }
        : isOnItsWay(transfer) && may('fulfillTransfer')
          ? { what: 'fulfill' as const, text: t`All has arrived` }
          : undefined;
  return (
    <Page
      title={`${from.code} → ${to.code}`}
      about={
        <>
          <TransferStatusTag status={status} />{' '}
          <Trans>
            from {from.name} to {to.name}
          </Trans>
        </>
      }
      actions={
        <>
          {next && (
            <Button loading={move.isBusy} onClick={() => move.start(id, next.what)}>
              {next.text}
            </Button>
          )}
          {isOnItsWay(transfer) && !isClosing && may('closeTransferShort') && (
            <Button variant="default" onClick={() => setAsked('close')}>
              <Trans>Close short</Trans>
            </Button>
          )}
          {isOpen && may('cancelTransfer') && (
            <Button variant="default" onClick={() => setAsked('cancel')}>
              <Trans>Cancel the transfer</Trans>
            </Button>
          )}
        </>
      }
    >
      <Outcome {...move.outcome} />
      <div className={classes.parts}>
        <div className={classes.main}>
          {isOnItsWay(transfer) && may('receiveTransfer') && <Arrival transfer={transfer} />}
          <Lines transfer={transfer} />
        </div>
        <History transfer={transfer} />
      </div>
      <Suspense>
        {asked && <ReasonDialog id={id} asked={asked} onClose={() => setAsked(undefined)} />}
      </Suspense>
    </Page>
  );
}
