import { Trans, useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useFormat } from '../../format';
import { Dialog } from '../../parts/Dialog';
import { Shown } from '../../states/states';
import { usePartNames } from './part-names';
import { FIRST_DAY, sumsQuery, type Level, type Product } from './product';
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
          total={[level.available, t`available`]}
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
          total={[product.available, t`available`]}
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
              total={[sum.closing, t`on hand`]}
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

interface Term {
  readonly value: number;
  readonly name: string;
  readonly follow?: () => void;
}

/** A total and what it is the sum of; what is nothing is left out. The server has added it up. */
function Equation(props: { total: readonly [number, string]; terms: readonly Term[] }) {
  const { total, terms } = props;
  const format = useFormat();
  const [value, name] = total;
  const shown = terms.filter((term, place) => place === 0 || term.value !== 0);
  const amount = (term: Term, place: number): ReactNode =>
    place === 0 ? format.number(term.value) : format.signed(term.value);
  return (
    <dl className={classes.equation}>
      <div className={classes.total}>
        <dt>{name}</dt>
        <dd>{format.number(value)}</dd>
      </div>
      {shown.map((term, place) => (
        <div key={term.name}>
          <dt>
            {term.follow ? (
              <button type="button" onClick={term.follow}>
                {term.name}
              </button>
            ) : (
              term.name
            )}
          </dt>
          <dd>{amount(term, place)}</dd>
        </div>
      ))}
    </dl>
  );
}
