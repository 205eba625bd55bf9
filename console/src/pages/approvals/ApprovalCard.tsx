import { Button } from '@mantine/core';
import { Trans } from '@lingui/react/macro';
import { useEffect, useRef } from 'react';
import { useFormat } from '../../format';
import { Tag } from '../../parts/Text';
import { useMe } from '../../session/session';
import { canBeRejected, type Item } from './approvals';
import { OfAdjustment, OfCount, OfTransfer } from './About';
import { useKinds } from './kinds';
import classes from './ApprovalsPage.module.css';

const OPERATIONS = {
  ADJUSTMENT: 'approveAdjustment',
  COMPLETE: 'completeAdjustment',
  STOCK_COUNT: 'postStockCount',
  TRANSFER: 'approveTransfer',
  TRANSFER_SHORT: 'approveTransferShort',
} as const;

/** What waits, who asked for it, and what it would change. */
export function ApprovalCard(props: {
  item: Item;
  isCurrent: boolean;
  isBusy: boolean;
  onFocus: () => void;
  onApprove: () => void;
  onReject: () => void;
}) {
  const { item, isCurrent, isBusy, onFocus, onApprove, onReject } = props;
  const format = useFormat();
  const kinds = useKinds();
  const { may, mayDecideOn } = useMe();
  const card = useRef<HTMLLIElement>(null);
  useEffect(() => {
    if (isCurrent) card.current?.scrollIntoView({ block: 'nearest' });
  }, [isCurrent]);
  const { id, kind, requestedAt, requestedBy } = item;
  // Who has counted in a count is known to the server alone; what was approved may be carried out by anybody.
  const isOwn = kind !== 'COMPLETE' && kind !== 'STOCK_COUNT' && !mayDecideOn(requestedBy);
  return (
    <li
      ref={card}
      className={classes.card}
      aria-current={isCurrent || undefined}
      onFocus={onFocus}
      data-kind={kind}
    >
      <div className={classes.head}>
        <Tag tone={kind === 'COMPLETE' ? 'watch' : 'plain'}>{kinds[kind]}</Tag>
        <span className={classes.about}>
          <Trans>
            by <bdi>{requestedBy}</bdi>, {format.ago(requestedAt)}
          </Trans>
        </span>
      </div>
      {kind === 'STOCK_COUNT' ? (
        <OfCount id={id} />
      ) : kind === 'TRANSFER' || kind === 'TRANSFER_SHORT' ? (
        <OfTransfer id={id} isShort={kind === 'TRANSFER_SHORT'} />
      ) : (
        <OfAdjustment id={id} />
      )}
      {may(OPERATIONS[kind]) && (
        <div className={classes.actions}>
          {isOwn ? (
            <span className={classes.about}>
              <Trans>Your own request: another person approves it</Trans>
            </span>
          ) : (
            <Button size="xs" disabled={isBusy} onClick={onApprove}>
              {kind === 'COMPLETE' ? <Trans>Carry out</Trans> : <Trans>Approve</Trans>}
            </Button>
          )}
          {canBeRejected(item) && (
            <Button size="xs" variant="default" disabled={isBusy} onClick={onReject}>
              <Trans>Reject</Trans>
            </Button>
          )}
        </div>
      )}
    </li>
  );
}
