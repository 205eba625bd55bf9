import '@mantine/core/styles/Input.css';
import { Button, NativeSelect } from '@mantine/core';
import { Trans, useLingui } from '@lingui/react/macro';
import { lazy, Suspense, useState, type Ref } from 'react';
import { unitsOf } from '../../forms/lines';
import { Icon } from '../../parts/Icon';
import { Code, Typed } from '../../parts/Text';
import { Waiting } from '../../states/states';
import type { Counting } from './count';
import { Keypad } from './Keypad';
import type { Pending, PendingAction } from './pending';
import { SoFar } from './SoFar';
import classes from './Entry.module.css';

const Camera = lazy(() => import('../../scan/Camera'));

/** The line that is being counted: what it is, how much was found of it, and the keypad. */
export function Entry(props: {
  ref: Ref<HTMLElement>;
  current: Counting | undefined;
  pending: Pending;
  said: string;
  change: (action: PendingAction) => void;
  onKey: (key: string) => void;
  onEnter: (mode?: 'SET' | 'ADD') => void;
  onCode: (code: string) => void;
}) {
  const { ref, current, pending, said, change, onKey, onEnter, onCode } = props;
  const { t } = useLingui();
  const [isLooking, setLooking] = useState(false);
  const batch = current?.line.batch;
  const isAnother = current !== undefined && current.mine.length + current.queued.length > 0;
  return (
    <section ref={ref} className={classes.entry} aria-label={t`What is counted`}>
      {isLooking && (
        <Suspense fallback={<Waiting rows={2} />}>
          <Camera onCode={onCode} />
        </Suspense>
      )}
      {said !== '' && (
        <p className={classes.said} role="alert">
          {said}
        </p>
      )}
      <div className={classes.current}>
        {batch ? (
          <>
            <strong>
              <Typed lines={2}>{batch.product.name}</Typed>
            </strong>
            <div className={classes.about}>
              <Code>{batch.product.sku}</Code> ·{' '}
              <Trans>
                lot <Code>{batch.batchNumber}</Code>
              </Trans>
            </div>
            <SoFar counting={current!} />
          </>
        ) : (
          <>
            <strong>
              <Trans>Scan goods, or choose a line</Trans>
            </strong>
            <div className={classes.about}>
              <Trans>Then type how many there are, or scan each of them.</Trans>
            </div>
          </>
        )}
      </div>
      <div className={classes.amount}>
        <output aria-label={t`Amount`} aria-live="polite">
          {pending.amount || '–'}
        </output>
        <NativeSelect
          aria-label={t`Unit`}
          value={pending.unit}
          disabled={!batch}
          data={batch ? unitsOf(batch.product) : []}
          onChange={(event) => {
            change({ type: 'unit', unit: event.currentTarget.value });
            event.currentTarget.blur(); // the next digits and scans are not its own
          }}
        />
        <Button
          variant="default"
          leftSection={<Icon name="search" size={18} />}
          aria-pressed={isLooking}
          onClick={() => setLooking(!isLooking)}
        >
          <Trans>Camera</Trans>
        </Button>
      </div>
      <Keypad disabled={!batch} onKey={onKey} />
      <div className={classes.enter}>
        <Button size="lg" disabled={pending.amount === ''} onClick={() => onEnter()}>
          {isAnother ? <Trans>Add</Trans> : <Trans>Count</Trans>}
        </Button>
        {isAnother && (
          <Button
            size="lg"
            variant="default"
            disabled={pending.amount === ''}
            onClick={() => onEnter('SET')}
          >
            <Trans>Replace</Trans>
          </Button>
        )}
      </div>
    </section>
  );
}
