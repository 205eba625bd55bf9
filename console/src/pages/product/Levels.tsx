import { Trans, useLingui } from '@lingui/react/macro';
import { lazy, Suspense } from 'react';
import { useFormat } from '../../format';
import { Tag } from '../../parts/Text';
import type { Level, Product } from './product';
import type { ProductView } from './search';
import classes from './Levels.module.css';

/** Why is answered: what it leads to is shown from the first day on. */
const NOWHERE: Partial<ProductView> = {
  ...{ why: undefined, tab: undefined, part: undefined, state: undefined },
  ...{ from: undefined, to: undefined },
};

const Why = lazy(() => import('./Why'));

/** What there is of a product at each place. Each figure says what it is made of. */
export function Levels(props: {
  product: Product;
  view: ProductView;
  change: (changed: Partial<ProductView>) => void;
}) {
  const { product, view, change } = props;
  const { t } = useLingui();
  const format = useFormat();
  const { baseUnit, stock, available, onHand, onOrder } = product;
  const incoming = onOrder.filter((each) => each.onOrder > 0);
  return (
    <>
      <ul className={classes.levels} aria-label={t`Stock`}>
        <li className={classes.level}>
          <span className={classes.place}>
            <Trans>All places</Trans>
          </span>
          <button
            type="button"
            className={classes.figure}
            onClick={() => change({ why: true, place: undefined })}
            aria-label={t`${format.number(available)} ${baseUnit} available in all: why?`}
          >
            {format.number(available)} <small>{baseUnit}</small>
          </button>
          <span className={classes.about}>
            <Trans>available of {format.number(onHand)} on hand</Trans>
          </span>
          {incoming.map(({ location, onOrder: coming, expectedOn }) => (
            <span key={location.code} className={classes.about}>
              <Trans>
                {format.number(coming)} on order for {location.code}
              </Trans>
              {expectedOn && `, ${format.day(expectedOn)}`}
            </span>
          ))}
        </li>
        {stock.map((level) => (
          <Place
            key={level.location.id}
            level={level}
            unit={baseUnit}
            isChosen={view.place === level.location.code}
            onChoose={(place) => change({ place })}
            onWhy={() => change({ why: true, place: level.location.code })}
          />
        ))}
      </ul>
      <Suspense>
        {view.why && (
          <Why
            product={product}
            level={stock.find(({ location }) => location.code === view.place)}
            onClose={() => change({ why: undefined })}
            onPlace={(level) => change({ place: level.location.code })}
            onFollow={(followed) => change({ ...NOWHERE, ...followed })}
          />
        )}
      </Suspense>
    </>
  );
}

/** One place: its available stock, and what keeps the rest from being sold. */
function Place(props: {
  level: Level;
  unit: string;
  isChosen: boolean;
  onChoose: (place: string | undefined) => void;
  onWhy: () => void;
}) {
  const { level, unit, isChosen, onChoose, onWhy } = props;
  const { t } = useLingui();
  const format = useFormat();
  const { location, onHand, available, reserved, expired, quarantined } = level;
  return (
    <li className={classes.level} data-chosen={isChosen}>
      <button
        type="button"
        className={classes.place}
        aria-pressed={isChosen}
        title={t`Show the card of this place`}
        onClick={() => onChoose(isChosen ? undefined : location.code)}
      >
        <bdi>{location.name}</bdi>
      </button>
      <button
        type="button"
        className={classes.figure}
        onClick={onWhy}
        aria-label={t`${format.number(available)} ${unit} available at ${location.code}: why?`}
      >
        {format.number(available)} <small>{unit}</small>
      </button>
      <span className={classes.about}>
        <Trans>available of {format.number(onHand)} on hand</Trans>
      </span>
      <span className={classes.tags}>
        {reserved > 0 && <Tag tone="plain">{t`${format.number(reserved)} reserved`}</Tag>}
        {expired > 0 && <Tag tone="bad">{t`${format.number(expired)} expired`}</Tag>}
        {quarantined > 0 && <Tag tone="watch">{t`${format.number(quarantined)} on hold`}</Tag>}
      </span>
    </li>
  );
}
