import { Trans, useLingui } from '@lingui/react/macro';
import { useFormat } from '../../../format';
import { useRefusals } from '../../../forms/refusals';
import { Code, Tag, Typed } from '../../../parts/Text';
import { valueOf } from '../search';
import { useStatusNames } from '../StatusTag';
import type { Became } from './apply';
import type { Planned, Wanted } from './changes';
import classes from './Preview.module.css';

/** A value in the reader's words. A text that looks like a number is quoted: it is another value. */
function useWords(field: Wanted['field']) {
  const { t } = useLingui();
  const format = useFormat();
  const statuses = useStatusNames();
  return (value: unknown): string => {
    if (value === undefined || (value === null && field !== 'attribute')) return t`not set`;
    if (field === 'status') return statuses[value as 'ACTIVE'];
    if (field === 'reorderPoint') return format.number(value as number);
    return typeof value === 'string' && valueOf(value) === value ? value : JSON.stringify(value);
  };
}

/** Each product before and after, and what became of it. */
export function Preview(props: {
  field: Wanted['field'];
  rows: readonly Planned[];
  became: ReadonlyMap<string, Became>;
}) {
  const { field, rows, became } = props;
  const { t } = useLingui();
  const words = useWords(field);
  return (
    // Whoever has no mouse scrolls it by the keyboard.
    <ul className={classes.rows} aria-label={t`Before and after`} tabIndex={0}>
      {rows.map(({ product, before, after, input }) => (
        <li key={product.id} className={`${classes.row} ${input ? '' : classes.same}`}>
          <span>
            <Typed lines={2}>{product.name}</Typed>
            <small>
              <Code>{product.sku}</Code>
            </small>
          </span>
          <span className={classes.values}>
            {input ? (
              <>
                <del>
                  <bdi>{words(before)}</bdi>
                </del>{' '}
                <span aria-label={t`becomes`} role="img">
                  →
                </span>{' '}
                <ins>
                  <bdi>{words(after)}</bdi>
                </ins>
              </>
            ) : (
              <bdi>{words(before)}</bdi>
            )}
          </span>
          <span className={classes.state}>
            {input ? <State became={became.get(product.id)} /> : <Trans>stays as it is</Trans>}
          </span>
          <Why became={became.get(product.id)} />
        </li>
      ))}
    </ul>
  );
}

function State({ became }: { became: Became | undefined }) {
  const { t } = useLingui();
  if (became?.state === 'written') return <Tag tone="good">{t`changed`}</Tag>;
  if (became?.state === 'refused') return <Tag tone="bad">{t`refused`}</Tag>;
  if (became?.state === 'unanswered') return <Tag tone="watch">{t`no answer`}</Tag>;
  return null;
}

/** Why a row was refused, with the way out. */
function Why({ became }: { became: Became | undefined }) {
  const say = useRefusals();
  if (became?.state !== 'refused') return null;
  const { message, hint } = say(became.refusal);
  return <span className={classes.refused}>{[message, hint].filter(Boolean).join('. ')}</span>;
}
