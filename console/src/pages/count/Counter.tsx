import { Trans, useLingui } from '@lingui/react/macro';
import { useEffect, useReducer, useRef, useState } from 'react';
import { ask } from '../../api/api';
import { useQueue } from '../../counting/use-queue';
import { useFormat } from '../../format';
import { makeInstallable } from '../../offline/install';
import { useScanner } from '../../scan/scanner';
import { useMe } from '../../session/session';
import { Page } from '../../shell/Page';
import { countingOf, type Count, type Counting } from './count';
import { CountActions } from './CountActions';
import { useDigits } from './digits';
import { Figures } from './Figures';
import { LineChoice } from './LineChoice';
import { LineList } from './LineList';
import { NOTHING, pendingReducer } from './pending';
import { RESOLVE } from './queries';
import { linesOfScan } from './scanned';
import { Sent } from './Sent';
import { Entry } from './Entry';
import classes from './CountPage.module.css';

/**
 * Counting by scanner, keypad or keyboard: scan goods and type how many there are, or scan each of them. What is scanned
 * next writes down what was entered. Nothing waits for the server.
 */
export function Counter({ count, isLost }: { count: Count; isLost: boolean }) {
  const { t } = useLingui();
  const format = useFormat();
  const { actor, may } = useMe();
  const queue = useQueue();
  const [pending, change] = useReducer(pendingReducer, NOTHING);
  const [said, setSaid] = useState('');
  const [choice, setChoice] = useState<{ from: Counting[]; unit: string; by: number }>();
  const own = queue.all.filter(({ countId }) => countId === count.id);
  const all = countingOf(count, own, actor);
  const done = all.filter(({ isDone }) => isDone).length;
  const current = all.find(({ line }) => line.batch.id === pending.batchId);

  // What was written down, also before the queue says so.
  const written = useRef(new Set<string>());

  /** Writes down what was entered; what was counted of the line before is kept or replaced. */
  const commit = (mode?: 'SET' | 'ADD') => {
    if (!current || pending.amount === '') return false;
    const { line, mine, queued } = current;
    const isAnother = mine.length + queued.length > 0 || written.current.has(line.batch.id);
    written.current.add(line.batch.id);
    void queue.add({
      ...{ countId: count.id, batchId: line.batch.id, placeId: count.location.id },
      ...{ amount: pending.amount.replace(/\.$/, ''), unit: pending.unit },
      mode: mode ?? (isAnother ? 'ADD' : 'SET'),
      // Two people who count the same goods are told, unless the count is blind: then both are meant to.
      version: count.blind || isAnother ? null : line.version,
      sequence: line.sequence,
    });
    return true;
  };
  const choose = ({ line: { batch } }: Counting) =>
    change({ type: 'choose', batchId: batch.id, unit: batch.product.baseUnit });
  const entry = useRef<HTMLElement>(null);
  /** On a phone the list is below the keypad, which must be seen again once a line is chosen. */
  const chooseListed = (counting: Counting) => {
    choose(counting);
    entry.current?.scrollIntoView({ block: 'nearest' });
  };
  const enter = (mode?: 'SET' | 'ADD') => {
    if (!commit(mode)) return;
    const next = all.find((each) => each !== current && !each.isDone);
    if (next) choose(next);
    else change({ type: 'choose', batchId: '', unit: '' });
  };
  const take = ({ line: { batch } }: Counting, unit: string, by: number) => {
    if (pending.batchId !== batch.id || pending.unit !== unit) commit();
    setChoice(undefined);
    setSaid('');
    change({ type: 'scan', batchId: batch.id, unit, by });
  };
  const takeFrom = (found: Counting[], unit: string, by: number) => {
    const open = found.filter(({ isDone }) => !isDone);
    const [first] = found;
    const present = found.find(({ line }) => line.batch.id === pending.batchId);
    if (present) take(present, unit, by);
    else if (found.length === 1) take(first!, unit, by);
    else if (open.length === 1) take(open[0]!, unit, by);
    else setChoice({ from: found, unit, by });
  };
  const onScan = async (code: string) => {
    const known = linesOfScan(all, code);
    if (known) return takeFrom(known.found, known.unit, known.by);
    try {
      const { resolveCode: of } = await ask(RESOLVE, { code });
      if (!of) return setSaid(t`No product has the code ${code}`);
      const ofProduct = all.filter(({ line }) => line.batch.product.id === of.product.id);
      const ofLot = ofProduct.filter(({ line }) => line.batch.batchNumber === of.lotNumber);
      const found = ofLot.length > 0 ? ofLot : ofProduct;
      if (found.length === 0) return setSaid(t`${of.product.name} is not in this count`);
      const { baseUnit } = found[0]!.line.batch.product;
      takeFrom(found, of.quantity === null ? of.unit : baseUnit, of.quantity ?? 1);
    } catch {
      setSaid(t`No line here has the code ${code}, and there is no connection to look it up`);
    }
  };
  const onKey = (key: string) => {
    if (key === 'Enter') enter();
    else if (current) change({ type: 'key', key });
  };
  useEffect(makeInstallable, []);
  const digits = useDigits(onKey);
  useScanner((code) => {
    digits.afterScan();
    void onScan(code);
  });
  return (
    <Page
      title={t`Count of ${count.location.name}`}
      about={
        <Trans>
          {format.number(done)} of {format.number(all.length)} counted
        </Trans>
      }
      actions={<CountActions count={count} hasUnsent={own.length > 0} />}
    >
      <Sent own={own} isOffline={queue.isOffline || isLost} lines={all} forget={queue.forget} />
      <div className={classes.progress} aria-hidden="true">
        <i style={{ width: `${(100 * done) / Math.max(all.length, 1)}%` }} />
      </div>
      <div className={classes.counter}>
        {may('recordCount') && (
          <Entry
            ref={entry}
            current={current}
            pending={pending}
            said={said}
            change={change}
            onKey={onKey}
            onEnter={enter}
            onCode={(code) => void onScan(code)}
          />
        )}
        <LineList all={all} current={pending.batchId} choose={chooseListed} />
      </div>
      {!count.blind && <Figures count={count} />}
      {choice && (
        <LineChoice
          from={choice.from}
          onChoose={(chosen) => take(chosen, choice.unit, choice.by)}
          onClose={() => setChoice(undefined)}
        />
      )}
    </Page>
  );
}
