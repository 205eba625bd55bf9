import { useFormat } from '../../format';
import { FigureLink } from './FigureLink';
import type { ProductView } from './search';
import classes from './Equation.module.css';

/** A term, and the way to what it is made of: what is done, or what is shown of the product. */
export interface Term {
  readonly value: number;
  readonly name: string;
  readonly follow?: () => void;
  readonly view?: ProductView;
}

/** A total and what it is the sum of; what is nothing is left out, but for the first. The server has added it up. */
export function Equation(props: {
  /** Whose page the views of its terms are. */
  product: string;
  total: Term;
  terms: readonly Term[];
  label?: string;
}) {
  const { product, total, terms, label } = props;
  const format = useFormat();
  const nameOf = ({ name, follow, view }: Term) => {
    if (view) {
      return (
        <FigureLink product={product} view={view} isHere>
          {name}
        </FigureLink>
      );
    }
    return follow ? (
      <button type="button" onClick={follow}>
        {name}
      </button>
    ) : (
      name
    );
  };
  const shown = terms.filter((term, place) => place === 0 || term.value !== 0);
  return (
    <dl className={classes.equation} aria-label={label}>
      <div className={classes.total}>
        <dt>{nameOf(total)}</dt>
        <dd>{format.number(total.value)}</dd>
      </div>
      {shown.map((term, place) => (
        <div key={term.name}>
          <dt>{nameOf(term)}</dt>
          <dd>{place === 0 ? format.number(term.value) : format.signed(term.value)}</dd>
        </div>
      ))}
    </dl>
  );
}
