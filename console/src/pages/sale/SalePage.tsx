import { Button } from '@mantine/core';
import { Trans, useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { lazy, Suspense, useState } from 'react';
import { useFormat } from '../../format';
import { Panel, Row, Rows } from '../../parts/Panel';
import { Code, Tag, Typed } from '../../parts/Text';
import { useMe } from '../../session/session';
import { Page } from '../../shell/Page';
import { NotFound } from '../../states/pages';
import { Failed, Waiting } from '../../states/states';
import { SaleStatusTag } from '../sales/SaleStatusTag';
import { Refunds } from './Refunds';
import { saleQuery, type Sale } from './sale';
import classes from '../../forms/Goods.module.css';

const RefundDialog = lazy(() => import('./RefundDialog'));
const VoidDialog = lazy(() => import('./VoidDialog'));

/** A sale: what was taken from which batches, what came back, and the way to a refund or a void. */
export default function SalePage() {
  const { id } = useParams({ from: '/shell/sales/$id' });
  const { data, error, refetch } = useQuery(saleQuery(id));
  if (error && !data) return <Failed page error={error} retry={() => void refetch()} />;
  if (!data) return <Waiting rows={6} />;
  return data.sale ? <Shown sale={data.sale} /> : <NotFound />;
}

function Shown({ sale }: { sale: Sale }) {
  const { t } = useLingui();
  const format = useFormat();
  const { may } = useMe();
  const [open, setOpen] = useState<'refund' | 'void'>();
  const { receiptNumber, status, createdAt, actor, location, lines, refunds } = sale;
  const isOpen = status !== 'VOIDED' && status !== 'REFUNDED';
  return (
    <Page
      title={t`Sale ${receiptNumber}`}
      about={
        <>
          <SaleStatusTag status={status} />{' '}
          <Trans>
            {format.time(createdAt)} at {location.name} by <bdi>{actor}</bdi>
          </Trans>
        </>
      }
      actions={
        isOpen && (
          <>
            {may('refundSale') && (
              <Button onClick={() => setOpen('refund')}>
                <Trans>Refund</Trans>
              </Button>
            )}
            {may('voidSale') && (
              <Button variant="default" onClick={() => setOpen('void')}>
                <Trans>Void</Trans>
              </Button>
            )}
          </>
        )
      }
    >
      <div className={classes.form}>
        <Panel icon="sell" title={t`Lines`} count={format.number(lines.length)}>
          <Rows>
            {lines.map((line) => (
              <SoldLine key={line.id} line={line} />
            ))}
          </Rows>
        </Panel>
        {refunds.length > 0 && <Refunds sale={sale} />}
      </div>
      <Suspense>
        {open === 'refund' && <RefundDialog sale={sale} onClose={() => setOpen(undefined)} />}
        {open === 'void' && <VoidDialog sale={sale} onClose={() => setOpen(undefined)} />}
      </Suspense>
    </Page>
  );
}

/** A line, the batches that it was taken from, and how much of it came back. */
function SoldLine({ line }: { line: Sale['lines'][0] }) {
  const format = useFormat();
  const { product, quantity, unitPrice, refundedQuantity, allocations } = line;
  return (
    <Row
      title={
        <Link to="/products/$id" params={{ id: product.id }}>
          <Typed>{product.name}</Typed>
        </Link>
      }
      about={
        <>
          <Code>{product.sku}</Code>
          {allocations.map(({ batch, quantity: taken }) => (
            <div key={batch.id}>
              <Trans>
                {format.number(taken)} {product.baseUnit} from lot{' '}
                <Link to="/batches/$id" params={{ id: batch.id }}>
                  <Code>{batch.batchNumber}</Code>
                </Link>
              </Trans>
            </div>
          ))}
        </>
      }
      end={
        <>
          {format.number(quantity)} {product.baseUnit}{' '}
          {refundedQuantity > 0 && (
            <Tag tone="watch">
              <Trans>{format.number(refundedQuantity)} back</Trans>
            </Tag>
          )}
        </>
      }
      below={
        unitPrice === null ? undefined : (
          <Trans>
            {format.money(unitPrice)} per {product.baseUnit}
          </Trans>
        )
      }
    />
  );
}
