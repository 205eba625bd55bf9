import { Button } from '@mantine/core';
import { Trans, useLingui } from '@lingui/react/macro';
import type { ResultOf } from '@bincard/client';
import { lazy, Suspense, useState, type ReactNode } from 'react';
import { Icon } from '../../parts/Icon';
import { LinkButton } from '../../parts/LinkButton';
import { Panel } from '../../parts/Panel';
import { TextButton } from '../../parts/TextButton';
import { ExampleFile } from '../import/ExampleFile';
import type { FIRST_STEPS } from './queries';
import classes from './Steps.module.css';

const PlaceDialog = lazy(() => import('../places/PlaceDialog'));

/** Leads from an empty tenant to the first sale, by files. What is done, the data says. */
export default function Steps(props: { done: ResultOf<typeof FIRST_STEPS>; onHide: () => void }) {
  const { done, onHide } = props;
  const { t } = useLingui();
  const [isAdding, setAdding] = useState(false);
  const places = done.locations.filter(({ active, kind }) => active && kind !== 'QUARANTINE');
  const hasProducts = done.products.nodes.length > 0;
  const steps: readonly Omit<Parameters<typeof Step>[0], 'at' | 'isNext'>[] = [
    {
      isDone: places.length > 0,
      title: t`Add a place for goods`,
      about:
        places.length > 0 ? (
          <bdi>{places.map(({ code }) => code).join(' · ')}</bdi>
        ) : (
          t`Such as a storefront or a warehouse.`
        ),
      action: (look) => (
        <Button {...look} onClick={() => setAdding(true)}>
          <Trans>Add a place</Trans>
        </Button>
      ),
    },
    {
      isDone: hasProducts || done.importRuns.nodes.length > 0,
      title: t`Check a file of your products`,
      about: t`It says what each row would become. Nothing comes in yet.`,
      example: <ExampleFile kind="products" />,
      action: (look) => (
        <LinkButton {...look} to="/import" search={{ kind: 'products' }}>
          <Trans>Choose a file</Trans>
        </LinkButton>
      ),
    },
    {
      isDone: hasProducts,
      title: t`Bring the products in`,
      about: t`By the button below the file that was checked.`,
      action: (look) => (
        <LinkButton {...look} to="/import" search={{ kind: 'products' }}>
          <Trans>Import products</Trans>
        </LinkButton>
      ),
    },
    {
      isDone: done.batches.nodes.length > 0,
      title: t`Bring the opening stock in`,
      about: t`How much of each product is where, and what it cost.`,
      example: <ExampleFile kind="stock" />,
      action: (look) => (
        <LinkButton {...look} to="/import" search={{ kind: 'stock' }}>
          <Trans>Import stock</Trans>
        </LinkButton>
      ),
    },
    {
      isDone: false, // then none of this is shown
      title: t`Sell something`,
      about: t`It takes the goods from the batch that expires first.`,
      action: (look) => (
        <LinkButton {...look} to="/sell">
          <Trans>Sell</Trans>
        </LinkButton>
      ),
    },
  ];
  const next = steps.findIndex(({ isDone }) => !isDone);
  const all = steps.length;
  const count = steps.filter(({ isDone }) => isDone).length;
  return (
    <div className={classes.steps}>
      <Panel
        icon="check"
        title={<Trans>First steps</Trans>}
        count={
          <Trans>
            {count} of {all}
          </Trans>
        }
        more={
          <TextButton onClick={onHide}>
            <Trans>Hide</Trans>
          </TextButton>
        }
      >
        <ol>
          {steps.map((step, at) => (
            <Step key={step.title} {...step} at={at + 1} isNext={at === next} />
          ))}
        </ol>
      </Panel>
      <Suspense>
        {isAdding && (
          <PlaceDialog start={{ name: t`Shop`, code: 'SHOP' }} onClose={() => setAdding(false)} />
        )}
      </Suspense>
    </div>
  );
}

function Step(props: {
  at: number;
  isDone: boolean;
  isNext: boolean;
  title: string;
  about: ReactNode;
  example?: ReactNode;
  action: (look: { size: 'xs'; variant: 'filled' | 'default' }) => ReactNode;
}) {
  const { at, isDone, isNext, title, about, example, action } = props;
  const { t } = useLingui();
  return (
    <li data-done={isDone} aria-current={isNext ? 'step' : undefined}>
      <span className={classes.mark}>
        {isDone ? <Icon name="check" size={16} label={t`Done`} /> : at}
      </span>
      <div className={classes.what}>
        <strong>{title}</strong>
        <div className={classes.about}>{about}</div>
      </div>
      {!isDone && (
        <div className={classes.actions}>
          {example}
          {action({ size: 'xs', variant: isNext ? 'filled' : 'default' })}
        </div>
      )}
    </li>
  );
}
