import { Trans, useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { useFormat } from '../../format';
import { Panel, Row, Rows } from '../../parts/Panel';
import { Code, Typed } from '../../parts/Text';
import { Asked } from './Asked';
import { receiptQuery, type Receipt } from './document';
import { By, DocumentFrame } from './DocumentFrame';
import { DocumentMovements } from './DocumentMovements';
import { ReceiptTag } from './tags';

/** A delivery: what came in, from whom, for which order. */
export default function ReceiptPage() {
  const { id } = useParams({ from: '/shell/receipts/$id' });
  return (
    <Asked of={useQuery(receiptQuery(id))} document={({ receipt }) => receipt}>
      {(receipt) => <Shown receipt={receipt} />}
    </Asked>
  );
}

function Shown({ receipt }: { receipt: Receipt }) {
  const { t } = useLingui();
  const format = useFormat();
  const { id, reference, supplier, voided, actor, purchaseOrder, assembly, batches } = receipt;
  const number = reference ?? `…${id.slice(-6)}`;
  return (
    <DocumentFrame
      id={id}
      title={t`Receipt ${number}`}
      status={<ReceiptTag voided={voided} />}
      facts={[
        [t`Business day`, format.day(receipt.businessDate)],
        [t`Place`, <bdi key="place">{receipt.location.name}</bdi>],
        [t`Written by`, <By key="by" who={actor} when={format.time(receipt.receivedAt)} />],
        [t`Supplier`, supplier && <Typed key="supplier">{supplier}</Typed>],
        [
          t`Order`,
          purchaseOrder && (
            <Link key="order" to="/orders/$id" params={{ id: purchaseOrder.id }}>
              <Typed>{purchaseOrder.orderNumber}</Typed>
            </Link>
          ),
        ],
        [
          t`Put together by`,
          assembly && (
            <Link key="assembly" to="/assemblies/$id" params={{ id: assembly.id }}>
              {t`Assembly …${assembly.id.slice(-6)}`}
            </Link>
          ),
        ],
      ]}
    >
      <Panel icon="receive" title={t`Lines`} count={format.number(batches.length)}>
        <Rows>
          {batches.map((batch) => (
            <ReceivedLine key={batch.id} batch={batch} />
          ))}
        </Rows>
      </Panel>
      <DocumentMovements id={id} />
    </DocumentFrame>
  );
}

/** A line: the batch that came in by it. */
function ReceivedLine({ batch }: { batch: Receipt['batches'][0] }) {
  const { t } = useLingui();
  const format = useFormat();
  const { id, batchNumber, expiryDate, intakeQuantity, unitCost, product } = batch;
  const below = [
    expiryDate !== null && t`expires ${format.day(expiryDate)}`,
    unitCost !== null && t`${format.money(unitCost)} per ${product.baseUnit}`,
  ].filter(Boolean);
  return (
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
            <Link to="/batches/$id" params={{ id }}>
              <Code>{batchNumber}</Code>
            </Link>
          </Trans>
        </>
      }
      end={`${format.number(intakeQuantity)} ${product.baseUnit}`}
      below={below.length > 0 ? below.join(' · ') : undefined}
    />
  );
}
