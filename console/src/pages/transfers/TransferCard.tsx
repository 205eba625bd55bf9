import { Button } from '@mantine/core';
import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { Link } from '@tanstack/react-router';
import { useFormat } from '../../format';
import { Tag, Typed } from '../../parts/Text';
import { useMe } from '../../session/session';
import type { Move } from './move';
import { isLate, type Transfer } from './transfers';
import classes from './TransfersPage.module.css';

const SHOWN_LINES = 3;

/** A transfer on the board: what of which goods, since when, and what comes next. */
export function TransferCard(props: { transfer: Transfer; move: (what: Move) => void }) {
  const { transfer, move } = props;
  const { t } = useLingui();
  const format = useFormat();
  const { may, mayDecideOn } = useMe();
  const { id, status, from, to, lines, closings } = transfer;
  const isOnItsWay = status === 'DISPATCHED' || status === 'PARTIALLY_RECEIVED';
  const shown = lines.slice(0, SHOWN_LINES);
  const isClosing = closings.some((closing) => closing.status === 'PENDING');
  const isShort = lines.some(({ lostQuantity }) => lostQuantity > 0);
  return (
    <li className={classes.card} data-card>
      <div className={classes.head}>
        <Link to="/transfers/$id" params={{ id }} title={`${from.name} → ${to.name}`}>
          {from.code} → {to.code}
        </Link>
        {status === 'PARTIALLY_RECEIVED' && <Tag tone="watch">{t`in part`}</Tag>}
        {isClosing && <Tag tone="watch">{t`to close short`}</Tag>}
        {isOnItsWay && isLate(transfer) && <Tag tone="bad">{t`late`}</Tag>}
        {status === 'FULFILLED' && isShort && <Tag tone="watch">{t`short`}</Tag>}
      </div>
      <ul className={classes.lines}>
        {shown.map((line) => (
          <li key={line.id}>
            <Typed>{line.product.name}</Typed>
            <span className={classes.figure}>
              {format.number(isOnItsWay ? line.inTransitQuantity : line.quantity)}{' '}
              {line.product.baseUnit}
            </span>
          </li>
        ))}
      </ul>
      <div className={classes.about}>
        {lines.length > SHOWN_LINES && (
          <>
            <Plural value={lines.length - SHOWN_LINES} one="# more line" other="# more lines" />
            {' · '}
          </>
        )}
        <Since transfer={transfer} />
      </div>
      {status === 'REQUESTED' && may('approveTransfer') && mayDecideOn(transfer.requestedBy) && (
        <Button size="xs" variant="light" onClick={() => move('approve')}>
          <Trans>Approve</Trans>
        </Button>
      )}
      {status === 'APPROVED' && may('dispatchTransfer') && (
        <Button size="xs" variant="light" onClick={() => move('dispatch')}>
          <Trans>Send</Trans>
        </Button>
      )}
      {isOnItsWay && may('fulfillTransfer') && (
        <Button size="xs" variant="light" onClick={() => move('fulfill')}>
          <Trans>All has arrived</Trans>
        </Button>
      )}
    </li>
  );
}

/** How long it has been where it is. */
function Since({ transfer }: { transfer: Transfer }) {
  const format = useFormat();
  const { requestedAt, requestedBy, dispatchedAt, fulfilledAt } = transfer;
  if (fulfilledAt !== null) return <Trans>arrived {format.ago(fulfilledAt)}</Trans>;
  if (dispatchedAt !== null) return <Trans>sent {format.ago(dispatchedAt)}</Trans>;
  return (
    <Trans>
      by <bdi>{requestedBy}</bdi>, {format.ago(requestedAt)}
    </Trans>
  );
}
