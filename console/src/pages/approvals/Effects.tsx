import { Trans, useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Code, Typed } from '../../parts/Text';
import { balanceQuery, type Adjustment, type StockCount, type Transfer } from './approvals';
import { Change, Product } from './Change';
import { useCauses } from './kinds';
import classes from './ApprovalsPage.module.css';

export const Reason = ({ children }: { children: string }) => (
  <p className={classes.reason}>
    <Typed lines={3}>{children}</Typed>
  </p>
);

/** What an adjustment does to its batch, from what is in stock of it now. */
export function AdjustmentEffect({ adjustment }: { adjustment: Adjustment }) {
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
export function CountEffect({ count: { location, lines } }: { count: StockCount }) {
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
export function TransferEffect({ transfer: { from, to, lines } }: { transfer: Transfer }) {
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
export function ShortEffect({ transfer }: { transfer: Transfer }) {
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
