import { Trans, useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ResultOf } from '@bincard/client';
import type { ReactNode } from 'react';
import { useFormat } from '../../format';
import { Panel, Row, Rows } from '../../parts/Panel';
import { Typed } from '../../parts/Text';
import { useMe } from '../../session/session';
import { Notice } from '../../states/Notice';
import { Shown } from '../../states/states';
import type { APPROVALS } from './queries';
import { approvalsQuery } from './today';

type Answer = ResultOf<typeof APPROVALS>;
type Kind = Answer['pendingApprovals'][0]['kind'];

/** What waits for a second person, the oldest first. */
export function Approvals() {
  const { t } = useLingui();
  const format = useFormat();
  const { may } = useMe();
  const approvals = useQuery(approvalsQuery);
  const all = approvals.data?.pendingApprovals;
  return (
    <Panel
      icon="approve"
      title={t`Approvals`}
      count={all && format.number(all.length)}
      more={may('approveAdjustment') && <Link to="/approvals">{t`All`}</Link>}
    >
      <Shown of={approvals}>
        {(data) =>
          data.pendingApprovals.length === 0 ? (
            <Notice icon="check" title={t`Nothing waits for approval`} />
          ) : (
            <Rows>
              {data.pendingApprovals.slice(0, 5).map(({ id, kind, requestedAt, requestedBy }) => (
                <Row
                  key={`${kind} ${id}`}
                  title={
                    <Way id={id} kind={kind}>
                      <What id={id} kind={kind} of={data} />
                    </Way>
                  }
                  about={
                    <Trans>
                      by <bdi>{requestedBy}</bdi>, {format.ago(requestedAt)}
                    </Trans>
                  }
                />
              ))}
            </Rows>
          )
        }
      </Shown>
    </Panel>
  );
}

/** Leads whoever may decide to where it is decided, and everybody else to the document where it has a page. */
function Way({ id, kind, children }: { id: string; kind: Kind; children: ReactNode }) {
  const { may } = useMe();
  if (kind === 'STOCK_COUNT')
    return (
      <Link to="/counts/$id" params={{ id }}>
        {children}
      </Link>
    );
  if (may('approveAdjustment')) return <Link to="/approvals">{children}</Link>;
  if (kind === 'ADJUSTMENT')
    return (
      <Link to="/adjustments/$id" params={{ id }}>
        {children}
      </Link>
    );
  return (
    <Link to="/transfers/$id" params={{ id }}>
      {children}
    </Link>
  );
}

/** What an approval would do, in a sentence. */
function What({ id, kind, of }: { id: string; kind: Kind; of: Answer }) {
  const format = useFormat();
  const adjustment = of.adjustments.nodes.find((each) => each.id === id);
  if (adjustment) {
    const { quantity, batch, location } = adjustment;
    const { product } = batch;
    return (
      <Trans>
        Adjust {format.signed(quantity)} {product.baseUnit} of <Typed>{product.name}</Typed> at{' '}
        {location.code}
      </Trans>
    );
  }
  const transfer = of.transfers.nodes.find((each) => each.id === id);
  if (transfer) {
    const [line, ...rest] = transfer.lines;
    const { from, to } = transfer;
    return (
      <>
        <Trans>
          Move {format.number(line!.quantity)} {line!.product.baseUnit} of{' '}
          <Typed>{line!.product.name}</Typed>, {from.code} → {to.code}
        </Trans>
        {rest.length > 0 && ` +${rest.length}`}
      </>
    );
  }
  if (kind === 'ADJUSTMENT') return <Trans>An adjustment</Trans>;
  if (kind === 'TRANSFER') return <Trans>A transfer</Trans>;
  if (kind === 'STOCK_COUNT') return <Trans>Post a blind count</Trans>;
  return <Trans>Close a transfer short</Trans>;
}
