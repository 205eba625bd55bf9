import { Trans, useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Code, Typed } from '../../parts/Text';
import { Shown } from '../../states/states';
import {
  adjustmentQuery,
  balanceQuery,
  countQuery,
  transferQuery,
  type Adjustment,
  type StockCount,
  type Transfer,
} from './approvals';
import { Change, Product } from './Change';
import { useCauses } from './kinds';
import classes from './ApprovalsPage.module.css';

/** What an adjustment is about. */
export function OfAdjustment({ id }: { id: string }) {
  return (
    <Shown of={useQuery(adjustmentQuery(id))} rows={1}>
      {({ adjustment }) =>
        adjustment && (
          <>
            <AdjustmentEffect adjustment={adjustment} />
            <Reason>{adjustment.reason}</Reason>
          </>
        )
      }
    </Shown>
  );
}

/** What a transfer is about, or its closing. */
export function OfTransfer({ id, isShort }: { id: string; isShort: boolean }) {
  return (
    <Shown of={useQuery(transferQuery(id))} rows={1}>
      {({ transfer }) =>
        transfer &&
        (isShort ? <ShortEffect transfer={transfer} /> : <TransferEffect transfer={transfer} />)
      }
    </Shown>
  );
}

/** What a blind count found that is beyond the tolerance. */
export function OfCount({ id }: { id: string }) {
  return (
    <Shown of={useQuery(countQuery(id))} rows={1}>
      {({ stockCount }) => stockCount && <CountEffect count={stockCount} />}
    </Shown>
  );
}

const Reason = ({ children }: { children: string }) => (
  <p className={classes.reason}>
    <Typed lines={3}>{children}</Typed>
  </p>
);

/** What an adjustment does to its batch, from what is in stock of it now. */
function AdjustmentEffect({ adjustment }: { adjustment: Adjustment }) {
  const causes = useCauses();
  const { data } = useQuery(balanceQuery(adjustment));
  const { batch, location, quantity, type } = adjustment;
  return (
    <div className={classes.effect}>
      <div className={classes.what}>
        <Product product={batch.product} />
        <div className={classes.about}>
          {causes[type]} ·{' '}
          <Trans>
            lot <Code>{batch.batchNumber}</Code>
          </Trans>
        </div>
      </div>
      <dl className={classes.changes}>
        <Change
          of={`${location.code}, ${batch.product.baseUnit}`}
          before={data?.movements.nodes[0]?.balanceAfter}
          change={quantity}
        />
      </dl>
    </div>
  );
}

/** What posting a count does to the batches that differ. */
function CountEffect({ count: { location, lines } }: { count: StockCount }) {
  const differ = lines.filter(({ figures }) => figures !== null && figures.variance !== 0);
  return differ.map(({ batch, figures }) => (
    <div key={batch.id} className={classes.effect}>
      <div className={classes.what}>
        <Product product={batch.product} />
        <div className={classes.about}>
          <Trans>
            lot <Code>{batch.batchNumber}</Code>
          </Trans>
        </div>
      </div>
      <dl className={classes.changes}>
        <Change
          of={`${location.code}, ${batch.product.baseUnit}`}
          before={figures!.expectedQuantity}
          change={figures!.variance}
        />
      </dl>
    </div>
  ));
}

/** What a transfer does to the places that it leaves and reaches, once it has arrived. */
function TransferEffect({ transfer: { from, to, lines } }: { transfer: Transfer }) {
  return lines.map(({ id, product, quantity }) => {
    const onHand = (code: string) =>
      product.stock.find(({ location }) => location.code === code)?.onHand ?? 0;
    return (
      <div key={id} className={classes.effect}>
        <div className={classes.what}>
          <Product product={product} />
          <div className={classes.about}>
            <Code>{product.sku}</Code>
          </div>
        </div>
        <dl className={classes.changes}>
          <Change
            of={`${from.code}, ${product.baseUnit}`}
            before={onHand(from.code)}
            change={-quantity}
          />
          <Change
            of={`${to.code}, ${product.baseUnit}`}
            before={onHand(to.code)}
            change={quantity}
          />
        </dl>
      </div>
    );
  });
}

/** What closing a transfer short writes off. */
function ShortEffect({ transfer }: { transfer: Transfer }) {
  const { t } = useLingui();
  const { from, to, lines, closings } = transfer;
  const reason = closings.find(({ status }) => status === 'PENDING')?.reason;
  return (
    <>
      {lines
        .filter(({ inTransitQuantity }) => inTransitQuantity > 0)
        .map(({ id, product, inTransitQuantity, lostQuantity }) => (
          <div key={id} className={classes.effect}>
            <div className={classes.what}>
              <Product product={product} />
              <div className={classes.about}>
                <Link to="/transfers/$id" params={{ id: transfer.id }}>
                  {from.code} → {to.code}
                </Link>
              </div>
            </div>
            <dl className={classes.changes}>
              <Change
                of={t`on the way, ${product.baseUnit}`}
                before={inTransitQuantity}
                change={-inTransitQuantity}
              />
              <Change
                of={t`lost, ${product.baseUnit}`}
                before={lostQuantity}
                change={inTransitQuantity}
              />
            </dl>
          </div>
        ))}
      {reason !== undefined && <Reason>{reason}</Reason>}
    </>
  );
}
