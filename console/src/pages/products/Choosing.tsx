import { Button, Checkbox } from '@mantine/core';
import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { lazy, Suspense, useState } from 'react';
import type { Column } from '../../parts/VirtualTable';
import type { Product } from './products';
import classes from './Choosing.module.css';

const BulkEditDialog = lazy(() => import('./bulk/BulkEditDialog'));

/** Products that are chosen from a list; those that are no longer in it do not count. */
export function useChoice(rows: readonly Product[]) {
  const { t } = useLingui();
  const [ids, setIds] = useState<ReadonlySet<string>>(new Set());
  const chosen = rows.filter(({ id }) => ids.has(id));
  const toggle = (id: string, isChosen: boolean) => {
    const next = new Set(ids);
    if (isChosen) next.add(id);
    else next.delete(id);
    setIds(next);
  };
  const column: Column<Product> = {
    key: 'choose',
    width: '3rem',
    title: (
      <Checkbox
        aria-label={t`Choose all that are shown`}
        checked={chosen.length > 0 && chosen.length === rows.length}
        indeterminate={chosen.length > 0 && chosen.length < rows.length}
        onChange={({ currentTarget: { checked } }) =>
          setIds(new Set(checked ? rows.map(({ id }) => id) : []))
        }
      />
    ),
    cell: ({ id, name }) => (
      <Checkbox
        aria-label={t`Choose ${name}`}
        checked={ids.has(id)}
        onChange={(event) => toggle(id, event.currentTarget.checked)}
      />
    ),
  };
  return { chosen, column, clear: () => setIds(new Set()) };
}

/** What can be done with the products that are chosen. */
export function ChoiceBar({ chosen, clear }: { chosen: readonly Product[]; clear: () => void }) {
  const [isOpen, setOpen] = useState(false);
  if (chosen.length === 0 && !isOpen) return null;
  return (
    <div className={classes.bar}>
      <p role="status">
        <Plural value={chosen.length} one="# product is chosen" other="# products are chosen" />
      </p>
      <Button variant="default" onClick={clear}>
        <Trans>Choose none</Trans>
      </Button>
      <Button onClick={() => setOpen(true)}>
        <Trans>Edit them</Trans>
      </Button>
      {isOpen && (
        <Suspense>
          <BulkEditDialog chosen={chosen} onClose={() => setOpen(false)} />
        </Suspense>
      )}
    </div>
  );
}
