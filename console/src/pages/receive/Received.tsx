import { Trans, useLingui } from '@lingui/react/macro';
import { Link } from '@tanstack/react-router';
import type { ResultOf } from '@bincard/client';
import { useFormat } from '../../format';
import { Panel, Row, Rows } from '../../parts/Panel';
import { Code, Typed } from '../../parts/Text';
import type { RECEIVE } from './queries';

/** What came in, each line as a batch of its own. */
export function Received({ receipt }: { receipt: ResultOf<typeof RECEIVE>['receiveStock'] }) {
  const { t } = useLingui();
  const format = useFormat();
  return (
    <div role="status" style={{ maxWidth: '60rem', marginTop: '1rem' }}>
      <Panel
        icon="check"
        title={receipt.reference ? t`Received: ${receipt.reference}` : t`Received`}
        more={
          <Link to="/receipts/$id" params={{ id: receipt.id }}>
            <Trans>The receipt</Trans>
          </Link>
        }
      >
        <Rows>
          {receipt.batches.map(({ id, batchNumber, expiryDate, intakeQuantity, product }) => (
            <Row
              key={id}
              title={
                <Link to="/products/$id" params={{ id: product.id }}>
                  <Typed>{product.name}</Typed>
                </Link>
              }
              about={
                <Trans>
                  lot <Code>{batchNumber}</Code>
                </Trans>
              }
              end={`${format.number(intakeQuantity)} ${product.baseUnit}`}
              below={expiryDate !== null ? t`expires ${format.day(expiryDate)}` : undefined}
            />
          ))}
        </Rows>
      </Panel>
    </div>
  );
}
