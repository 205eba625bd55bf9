import { useLingui } from '@lingui/react/macro';
import type { ReactNode } from 'react';
import { useFormat } from '../../format';
import { Panel, Row, Rows } from '../../parts/Panel';
import { Typed } from '../../parts/Text';
import type { Transfer } from './transfer';

interface Step {
  readonly key: string;
  readonly what: string;
  readonly about?: ReactNode;
  readonly at?: string | null;
  readonly by: string | null;
}

/** Who did what with a transfer, in order. */
export function History({ transfer }: { transfer: Transfer }) {
  const { t } = useLingui();
  const format = useFormat();
  const steps = useSteps(transfer).filter(({ by }) => by !== null);
  return (
    <Panel icon="count" title={t`What was done`}>
      <Rows>
        {steps.map(({ key, what, about, at, by }) => (
          <Row
            key={key}
            title={what}
            about={
              <>
                {about !== undefined && <div>{about}</div>}
                {at && `${format.time(at)}, `}
                <bdi>{by}</bdi>
              </>
            }
          />
        ))}
      </Rows>
    </Panel>
  );
}

/** The steps of a transfer; those without a person were not taken. */
function useSteps(transfer: Transfer): Step[] {
  const { t } = useLingui();
  const arrivals = useArrivals(transfer);
  const closings = useClosings(transfer);
  const between = [...arrivals, ...closings].sort((one, other) =>
    (one.at ?? '') < (other.at ?? '') ? -1 : 1,
  );
  return [
    { key: 'requested', what: t`Requested`, at: transfer.requestedAt, by: transfer.requestedBy },
    { key: 'approved', what: t`Approved`, by: transfer.approvedBy },
    { key: 'sent', what: t`Sent`, at: transfer.dispatchedAt, by: transfer.dispatchedBy },
    ...between,
    { key: 'done', what: t`Done`, at: transfer.fulfilledAt, by: transfer.fulfilledBy },
    {
      ...{ key: 'cancelled', what: t`Cancelled`, by: transfer.cancelledBy },
      about: <Typed lines={3}>{transfer.cancelReason ?? ''}</Typed>,
    },
  ];
}

function useArrivals({ arrivals, lines }: Transfer): Step[] {
  const { t } = useLingui();
  const format = useFormat();
  return arrivals.map(({ id, quantity, transferLineId, receivedAt, actor }) => {
    const product = lines.find((line) => line.id === transferLineId)?.product;
    return {
      ...{ key: id, what: t`Arrived`, at: receivedAt, by: actor },
      about: (
        <>
          {format.number(quantity)} {product?.baseUnit} <Typed>{product?.name ?? ''}</Typed>
        </>
      ),
    };
  });
}

function useClosings({ closings }: Transfer): Step[] {
  const { t } = useLingui();
  return closings.flatMap((closing): Step[] => [
    {
      ...{ key: closing.id, what: t`To be closed short` },
      ...{ at: closing.requestedAt, by: closing.requestedBy },
      about: <Typed lines={3}>{closing.reason}</Typed>,
    },
    {
      ...{ key: `${closing.id} approved`, what: t`Closed short` },
      ...{ at: closing.approvedAt, by: closing.approvedBy },
    },
    {
      ...{ key: `${closing.id} rejected`, what: t`Not closed short` },
      // It has no time of its own: it follows what was asked for.
      ...{ at: undefined, by: closing.rejectedBy },
      about: <Typed lines={3}>{closing.rejectionReason ?? ''}</Typed>,
    },
  ]);
}
