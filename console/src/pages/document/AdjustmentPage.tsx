import { Trans, useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { useFormat } from '../../format';
import { Panel, Row, Rows } from '../../parts/Panel';
import { Code, Typed } from '../../parts/Text';
import { useCauses } from '../approvals/kinds';
import { Asked } from './Asked';
import { adjustmentQuery, type Adjustment } from './document';
import { By, DocumentFrame } from './DocumentFrame';
import { DocumentMovements } from './DocumentMovements';
import { AdjustmentTag } from './tags';

/** An adjustment: why stock of a batch was changed, who asked for it, who approved it. */
export default function AdjustmentPage() {
  const { id } = useParams({ from: '/shell/adjustments/$id' });
  return (
    <Asked of={useQuery(adjustmentQuery(id))} document={({ adjustment }) => adjustment}>
      {(adjustment) => <Shown adjustment={adjustment} />}
    </Asked>
  );
}

function Shown({ adjustment }: { adjustment: Adjustment }) {
  const { t } = useLingui();
  const format = useFormat();
  const causes = useCauses();
  const { id, type, status, quantity, reason, businessDate, batch, location } = adjustment;
  const { requestedBy, approvedBy, approvedAt, completedBy, completedAt } = adjustment;
  const { product } = batch;
  const timeOf = (moment: string | null) => (moment === null ? undefined : format.time(moment));
  return (
    <DocumentFrame
      id={id}
      title={t`Adjustment …${id.slice(-6)}`}
      status={<AdjustmentTag status={status} />}
      facts={[
        [t`Cause`, causes[type]],
        [t`Business day`, businessDate && format.day(businessDate)],
        [t`Place`, <bdi key="place">{location.name}</bdi>],
        [
          t`Asked for by`,
          <By key="by" who={requestedBy} when={format.time(adjustment.requestedAt)} />,
        ],
        [
          t`Approved by`,
          approvedBy && <By key="approved" who={approvedBy} when={timeOf(approvedAt)} />,
        ],
        [
          t`Carried out by`,
          completedBy && <By key="done" who={completedBy} when={timeOf(completedAt)} />,
        ],
        [t`Rejected by`, adjustment.rejectedBy && <Typed key="not">{adjustment.rejectedBy}</Typed>],
        [
          t`Why not`,
          adjustment.rejectionReason && (
            <Typed key="why" lines={3}>
              {adjustment.rejectionReason}
            </Typed>
          ),
        ],
      ]}
      reason={reason}
    >
      <Panel icon="count" title={t`Lines`} count={format.number(1)}>
        <Rows>
          <Row
            title={
              <Link to="/products/$id" params={{ id: product.id }}>
                <Typed>{product.name}</Typed>
              </Link>
            }
            about={
              <>
                <Code>{product.sku}</Code> ·{' '}
                <Trans>
                  lot{' '}
                  <Link to="/batches/$id" params={{ id: batch.id }}>
                    <Code>{batch.batchNumber}</Code>
                  </Link>
                </Trans>
              </>
            }
            end={`${format.signed(quantity)} ${product.baseUnit}`}
          />
        </Rows>
      </Panel>
      <DocumentMovements id={id} />
    </DocumentFrame>
  );
}
