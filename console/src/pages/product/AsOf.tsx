import { Trans, useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { dayAfter, FIRST_DAY } from '../../days';
import { useFormat } from '../../format';
import { DayField } from '../../parts/DayField';
import { Panel } from '../../parts/Panel';
import { TextButton } from '../../parts/TextButton';
import { Notice } from '../../states/Notice';
import { Shown } from '../../states/states';
import { AsOfFigures } from './AsOfFigures';
import { sinceQuery, type Product } from './product';
import type { ProductView } from './search';
import classes from './AsOf.module.css';

/** The stock at the end of a day that is over, beside that of now. The day is part of the address. */
export function AsOf(props: {
  product: Product;
  view: ProductView;
  change: (changed: Partial<ProductView>) => void;
}) {
  const { product, view, change } = props;
  const { asOf } = view;
  const { t } = useLingui();
  const format = useFormat();
  const last = format.today(1);
  const close = () => change({ asOf: undefined });
  return (
    <>
      <div className={classes.bar}>
        <label htmlFor="as-of">
          <Trans>Stock at the end of</Trans>
        </label>
        <DayField
          id="as-of"
          size="xs"
          day={asOf}
          {...{ min: FIRST_DAY, max: last }}
          onDay={(day) => change({ asOf: day })}
        />
      </div>
      {asOf !== undefined && (
        <div className={classes.panel}>
          <Panel
            icon="history"
            title={t`At the end of ${format.day(asOf)}`}
            more={
              <TextButton onClick={close}>
                <Trans>Close</Trans>
              </TextButton>
            }
          >
            {asOf > last ? (
              <Notice
                icon="history"
                title={t`That day is not over yet`}
                text={t`What is there now stands above. Choose a day up to ${format.day(last)}.`}
              />
            ) : (
              <Then product={product} view={view} day={asOf} />
            )}
          </Panel>
        </div>
      )}
    </>
  );
}

function Then({ product, view, day }: { product: Product; view: ProductView; day: string }) {
  const { t } = useLingui();
  const since = useQuery(sinceQuery(product.id, dayAfter(day)!));
  return (
    <Shown of={since} rows={3}>
      {(answer) =>
        answer.stockAudit.length === 0 ? (
          <Notice icon="products" title={t`Nothing has moved here.`} />
        ) : (
          <AsOfFigures {...{ product, view, day, answer }} />
        )
      }
    </Shown>
  );
}
