import { Trans, useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ResultOf } from '@bincard/client';
import { useFormat } from '../../format';
import { Panel, Row, Rows } from '../../parts/Panel';
import { Typed } from '../../parts/Text';
import { useMe } from '../../session/session';
import { Notice } from '../../states/Notice';
import { Shown } from '../../states/states';
import type { APPROVALS } from './queries';
import { approvalsQuery } from './today';

type Answer = ResultOf<typeof APPROVALS>;

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
                  title={<What id={id} kind={kind} of={data} />}
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

/** What an approval would do, in a sentence. */
function What({
  id,
  kind,
  of,
}: {
  id: string;
  kind: Answer['pendingApprovals'][0]['kind'];
  of: Answer;
}) {
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
  return <Trans>Close a transfer short</Trans>;
}
