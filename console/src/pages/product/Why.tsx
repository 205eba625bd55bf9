import { Trans, useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { FIRST_DAY } from '../../days';
import { useFormat } from '../../format';
import { Dialog } from '../../parts/Dialog';
import { Shown } from '../../states/states';
import { Equation } from './Equation';
import { usePartNames } from './part-names';
import { sumsQuery, type Level, type Product } from './product';
import { PARTS, type Part, type ProductView } from './search';
import classes from './Why.module.css';

/** Why a number is what it is: what is available, from what is on hand, from all that moved. Each part leads to its movements. */
export default function Why(props: {
  product: Product;
  level: Level | undefined;
  onClose: () => void;
  onFollow: (view: Partial<ProductView>) => void;
  /** Asks the same of one of the places. */
  onPlace: (level: Level) => void;
}) {
  const { product, level, onClose, onFollow, onPlace } = props;
  const { t } = useLingui();
  const format = useFormat();
  const names = usePartNames();
  const sums = useQuery(
    sumsQuery({
      ...{ id: product.id, place: level?.location.code ?? null },
      ...{ from: FIRST_DAY, to: format.today() },
    }),
  );
  const place = level ? level.location.name : t`all places`;
  const toBatches = (state?: ProductView['state']) => () => onFollow({ tab: 'batches', state });
  return (
    <Dialog onClose={onClose} title={t`Why this number?`}>
      <p className={classes.of}>
        <bdi>{product.name}</bdi>, <bdi>{place}</bdi>
      </p>
      {level ? (
        <Equation
          product={product.id}
          total={{ value: level.available, name: t`available` }}
          terms={[
            { value: level.onHand, name: t`on hand`, follow: toBatches() },
            { value: -level.expired, name: t`expired`, follow: toBatches('expired') },
            { value: -level.quarantined, name: t`on hold`, follow: toBatches('held') },
            {
              ...{ value: -level.reserved, name: t`reserved` },
              follow: () => onFollow({ tab: 'reserved' }),
            },
          ]}
        />
      ) : (
        <Equation
          product={product.id}
          total={{ value: product.available, name: t`available` }}
          terms={product.stock.map((each) => ({
            value: each.available,
            name: each.location.code,
            follow: () => onPlace(each),
          }))}
        />
      )}
      <Shown of={sums} rows={4}>
        {({ stockAudit: [sum] }) =>
          sum ? (
            <Equation
              product={product.id}
              total={{ value: sum.closing, name: t`on hand` }}
              terms={[
                ...(sum.opening === 0 ? [] : [{ value: sum.opening, name: t`before` }]),
                ...(Object.keys(PARTS) as Part[]).map((part) => ({
                  ...{ value: sum[part], name: names[part] },
                  follow: () => onFollow({ part }),
                })),
              ]}
            />
          ) : (
            <p>
              <Trans>Nothing has moved here.</Trans>
            </p>
          )
        }
      </Shown>
      <p className={classes.note}>
        <Trans>
          Each part leads to its batches, its reservations or its movements, with the document and
          who wrote it.
        </Trans>
      </p>
    </Dialog>
  );
}
