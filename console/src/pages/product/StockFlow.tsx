import { Trans, useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import type { ResultOf } from '@bincard/client';
import { useMemo } from 'react';
import { useFormat } from '../../format';
import { Flow } from '../../parts/Flow';
import { Notice } from '../../states/Notice';
import { Shown } from '../../states/states';
import { ArchiveNote } from './ArchiveNote';
import { Equation } from './Equation';
import { flowQuery, type Product } from './product';
import { stockFlowOf } from './stock-flow';
import type { STOCK_FLOW } from './stock-flow-queries';
import { StockFlowTable } from './StockFlowTable';
import classes from './StockFlow.module.css';

type Answer = ResultOf<typeof STOCK_FLOW>;

/** Where all that came in of a product went: drawn, as an equation, and by place, each figure the way to what it is made of. */
export default function StockFlow({ product }: { product: Product }) {
  const { t } = useLingui();
  const flow = useQuery(flowQuery(product.id));
  return (
    <Shown of={flow} rows={6}>
      {(answer) =>
        answer.stockAudit.length === 0 ? (
          <Notice
            icon="products"
            title={t`Nothing has been received yet`}
            text={t`Once goods were received, what became of them is shown here.`}
          />
        ) : (
          <>
            <Picture answer={answer} unit={product.baseUnit} />
            <Sum answer={answer} product={product} />
            <StockFlowTable product={product} lines={answer.stockAudit} />
          </>
        )
      }
    </Shown>
  );
}

function Picture({ answer, unit }: { answer: Answer; unit: string }) {
  const { t } = useLingui();
  const format = useFormat();
  const flow = useMemo(
    () =>
      stockFlowOf(answer, {
        ...{ received: t`Received`, back: t`Came back`, more: t`Adjusted up` },
        ...{ transfers: t`Transfers`, onTheWay: t`On the way`, stock: t`In stock` },
        ...{ sold: t`Sold`, writtenOff: t`Written off`, less: t`Adjusted down` },
        kinds: {
          ...{ WAREHOUSE: t`Warehouses`, STOREFRONT: t`Storefronts` },
          QUARANTINE: t`Quarantine`,
        },
      }),
    [answer, t],
  );
  return (
    <Flow
      {...flow}
      label={t`Flow of the stock`}
      about={t`From what came in through the places to what became of it: the table below has the figures`}
      figure={(value) => `${format.number(value)} ${unit}`}
    />
  );
}

/** What was received is what became of it, and what is left. */
function Sum({ answer, product }: { answer: Answer; product: Product }) {
  const { t } = useLingui();
  const format = useFormat();
  const { stockFlow: flow, stockAudit, movements } = answer;
  const { archivedUntil } = movements;
  const adjusted = flow.adjusted + flow.storefrontAdjusted + flow.quarantineAdjusted;
  const { storefrontCounted: counted, storefrontGap: gap } = flow;
  return (
    <div className={classes.sum}>
      <Equation
        product={product.id}
        label={t`What became of what was received`}
        total={{ value: flow.intake, name: t`received`, view: { part: 'purchases' } }}
        terms={[
          { value: flow.sold, name: t`sold`, view: { part: 'sales' } },
          { value: -flow.refunded, name: t`came back`, view: { part: 'refunds' } },
          { value: flow.expired, name: t`written off`, view: { part: 'expired' } },
          {
            value: -adjusted,
            name: adjusted > 0 ? t`adjusted up` : t`adjusted down`,
            view: { part: 'adjustments' },
          },
          { value: flow.inTransit, name: t`on the way`, view: { part: 'transfers' } },
          ...stockAudit.map(({ location, closing }) => ({
            ...{ value: closing, name: t`in stock at ${location!.code}` },
            view: { tab: 'batches', place: location!.code } as const,
          })),
        ]}
      />
      {counted !== null && gap !== null && gap !== 0 && (
        <p>
          <Trans>
            At storefronts {format.number(counted)} were counted last, {format.signed(gap)} against
            the ledger.
          </Trans>
        </p>
      )}
      {archivedUntil !== null && <ArchiveNote until={archivedUntil} />}
    </div>
  );
}
