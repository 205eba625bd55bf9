import { Button } from '@mantine/core';
import { Trans, useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { useFormat } from '../../format';
import { Panel, Row, Rows } from '../../parts/Panel';
import { Code, Tag, Typed } from '../../parts/Text';
import { useMe } from '../../session/session';
import { Page } from '../../shell/Page';
import { NotFound } from '../../states/pages';
import { Failed, Waiting } from '../../states/states';
import { OrderStatusTag } from '../orders/OrderStatusTag';
import { orderQuery, type Order } from './order';
import { OrderActions } from './OrderActions';
import classes from '../../forms/Goods.module.css';

/** A purchase order: what of it has come, what is still to come, and the way to receive it. */
export default function OrderPage() {
  const { id } = useParams({ from: '/shell/orders/$id' });
  const { data, error, refetch } = useQuery(orderQuery(id));
  if (error && !data) return <Failed page error={error} retry={() => void refetch()} />;
  if (!data) return <Waiting rows={6} />;
  return data.purchaseOrder ? <Shown order={data.purchaseOrder} /> : <NotFound />;
}

function Shown({ order }: { order: Order }) {
  const { t } = useLingui();
  const format = useFormat();
  const { may } = useMe();
  const { id, orderNumber, status, supplier, location, expectedOn, lines, receipts, reason } =
    order;
  const isOpen = status === 'ORDERED' || status === 'PARTIALLY_RECEIVED';
  return (
    <Page
      title={t`Order ${orderNumber}`}
      about={
        <>
          <OrderStatusTag {...order} />{' '}
          <Trans>
            <bdi>{supplier.name}</bdi> to <bdi>{location.name}</bdi>
          </Trans>
          {expectedOn !== null && ` · ${t`expected ${format.day(expectedOn)}`}`}
        </>
      }
      actions={
        <>
          {isOpen && may('receiveStock') && (
            <Button
              renderRoot={(props) => <Link to="/receive" search={{ order: id }} {...props} />}
            >
              <Trans>Receive it</Trans>
            </Button>
          )}
          <OrderActions order={order} />
        </>
      }
    >
      <div className={classes.form}>
        {reason !== null && (
          <p style={{ marginTop: 0 }}>
            <Typed lines={3}>{reason}</Typed>
          </p>
        )}
        <Panel icon="order" title={t`Lines`} count={format.number(lines.length)}>
          <Rows>
            {lines.map((line) => (
              <OrderedLine key={line.id} line={line} />
            ))}
          </Rows>
        </Panel>
        {receipts.length > 0 && (
          <div style={{ marginTop: '1rem' }}>
            <Panel icon="receive" title={t`Receipts`} count={format.number(receipts.length)}>
              <Rows>
                {receipts.map((receipt) => (
                  <Row
                    key={receipt.id}
                    title={
                      <Link to="/receipts/$id" params={{ id: receipt.id }}>
                        {format.time(receipt.receivedAt)}
                      </Link>
                    }
                    about={
                      <Typed>
                        {[receipt.reference, receipt.actor].filter(Boolean).join(' · ')}
                      </Typed>
                    }
                    end={receipt.voided && <Tag tone="plain">{t`Voided`}</Tag>}
                  />
                ))}
              </Rows>
            </Panel>
          </div>
        )}
      </div>
    </Page>
  );
}

/** A line: how much of it has come, and how much is still to come. */
function OrderedLine({ line }: { line: Order['lines'][0] }) {
  const format = useFormat();
  const { product, quantity, receivedQuantity, openQuantity, unitCost } = line;
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
          {unitCost !== null && (
            <>
              {' · '}
              <Trans>
                {format.money(unitCost)} per {product.baseUnit}
              </Trans>
            </>
          )}
        </>
      }
      end={
        <Trans>
          {format.number(receivedQuantity)} of {format.number(quantity)} {product.baseUnit}
        </Trans>
      }
      below={openQuantity > 0 && <Trans>{format.number(openQuantity)} to come</Trans>}
    />
  );
}
