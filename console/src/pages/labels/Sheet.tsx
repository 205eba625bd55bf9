import { useLingui } from '@lingui/react/macro';
import { useMemo, type CSSProperties } from 'react';
import { useFormat } from '../../format';
import { nonce } from '../../place';
import { draw } from './draw';
import { symbolOf, type Label, type Size } from './label';
import classes from './Sheet.module.css';

/** The labels as they are printed: sheets of the size that was chosen. */
export function Sheet({ labels, size }: { labels: readonly Label[]; size: Size }) {
  const { t } = useLingui();
  const perPage = size.columns * size.rows;
  const pages = Array.from({ length: Math.ceil(labels.length / perPage) }, (_, page) =>
    labels.slice(page * perPage, (page + 1) * perPage),
  );
  const [width, height] = size.page;
  const sized = {
    ...{ '--width': `${size.width}mm`, '--height': `${size.height}mm` },
    ...{ '--columns': size.columns, '--page-width': `${width}mm`, '--page-height': `${height}mm` },
    ...{ '--top': `${size.top}mm`, '--left': `${size.left}mm` },
  } as CSSProperties;
  return (
    <>
      <style nonce={nonce}>{`@page { size: ${width}mm ${height}mm; margin: 0 }`}</style>
      <div
        className={classes.sheets}
        style={sized}
        tabIndex={0} // it scrolls by keys where it is wider than the window
        role="region"
        aria-label={t`Sheets of labels`}
      >
        {pages.map((own, page) => (
          <ul key={page} className={classes.page}>
            {own.map((label, at) => (
              <Drawn key={`${label.key} ${at}`} label={label} />
            ))}
          </ul>
        ))}
      </div>
    </>
  );
}

function Drawn({ label }: { label: Label }) {
  const { t } = useLingui();
  const format = useFormat();
  const symbol = symbolOf(label);
  const picture = useMemo(() => draw(symbol), [symbol.kind, symbol.text]);
  const { name, sku, lot, expiry, unit, of } = label;
  return (
    <li className={classes.label} data-square={symbol.kind === 'gs1datamatrix' || undefined}>
      {picture === undefined ? (
        <em>{t`No barcode can be made of ${symbol.text}`}</em>
      ) : (
        <img src={picture} alt={symbol.text} />
      )}
      <div>
        <strong>
          <bdi>{name}</bdi>
        </strong>
        <span>
          <bdi>{sku}</bdi> {unit !== of.baseUnit && <bdi>{unit}</bdi>}
        </span>
        {lot !== undefined && (
          <span>
            {t`Lot`} <bdi>{lot}</bdi>
          </span>
        )}
        {expiry !== undefined && <span>{t`expires ${format.day(expiry)}`}</span>}
      </div>
    </li>
  );
}
