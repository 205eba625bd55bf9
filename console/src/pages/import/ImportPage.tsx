import '@mantine/core/styles/Input.css';
import { Button, NativeSelect } from '@mantine/core';
import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { Unanswered } from '../../api/api';
import { AskBeforeLeaving } from '../../forms/AskBeforeLeaving';
import { Outcome } from '../../forms/Outcome';
import { useMe } from '../../session/session';
import { Page } from '../../shell/Page';
import { Failed, Waiting } from '../../states/states';
import { Changes } from './Changes';
import { Columns } from './Columns';
import { Drop } from './Drop';
import { ExampleFile } from './ExampleFile';
import { mapOf, readFile, type Read } from './file';
import { HowToRead } from './HowToRead';
import { kindOf, KINDS, NEEDS, useKinds, type Kind } from './kinds';
import { Next } from './Next';
import { Preview } from './Preview';
import { saveRefused } from './refused';
import { useFileRefusals } from './words';
import { Result } from './Result';
import { Runs } from './Runs';
import { DEFAULTS, type Options } from './upload';
import { useUpload } from './use-upload';
import classes from './ImportPage.module.css';

/** Brings a file in: dropped, its columns guessed, checked as the live run would, then brought in as it was checked. */
export default function ImportPage() {
  const { t } = useLingui();
  const { may } = useMe();
  const names = useKinds();
  const kinds = KINDS.filter((each) => may(NEEDS[each]));
  const wanted = useSearch({ from: '/shell/import' }).kind;
  const [kind, setKind] = useState(kinds.find((each) => each === wanted) ?? kinds[0] ?? 'stock');
  const [file, setFile] = useState<File>();
  const [read, setRead] = useState<Read>();
  const [options, setOptions] = useState<Options>(DEFAULTS);
  const sayOfFile = useFileRefusals();
  const { checked, isStale, send, run, isSending, lost, ...uploaded } = useUpload();
  const take = async (dropped: File) => {
    const found = await readFile(dropped).catch(() => undefined);
    const guess = found ? kindOf(found.columns) : kind;
    const next = kinds.includes(guess) ? guess : kind;
    setFile(dropped);
    setRead(found);
    setKind(next);
    setOptions(DEFAULTS);
    uploaded.forgetChecked();
    await run({ kind: next, file: dropped, options: DEFAULTS, live: false });
  };
  const chooseKind = async (next: Kind) => {
    setKind(next);
    setOptions(DEFAULTS);
    uploaded.forgetChecked();
    if (file) await run({ kind: next, file, options: DEFAULTS, live: false });
  };
  /** Begins with another file. */
  const begin = (next: Kind) => {
    setKind(next);
    setFile(undefined);
    setRead(undefined);
    uploaded.forgetChecked();
  };
  const change = (changed: Partial<Options>) => {
    setOptions({ ...options, ...changed });
    uploaded.changed();
  };
  const isFixed = isSending || lost !== undefined;
  const map = options.map ?? mapOf(read, checked);
  const some = (checked?.created ?? 0) + (checked?.updated ?? 0);
  const isDone = checked?.dryRun === false && checked.failure === null && !isStale;
  /** A live run that left rows: those that have changed since they were shown come in once they are seen again. */
  const hasLeft = checked?.dryRun === false && (checked.failure !== null || checked.refused > 0);
  const submit = (live: boolean) =>
    file && void run({ kind, file, options, live, shown: live ? checked?.id : undefined });
  return (
    <Page title={t`Import`} about={<Trans>Brings products, stock and more in from a file.</Trans>}>
      <AskBeforeLeaving
        isTyped={
          lost !== undefined || (file !== undefined && (!isDone || hasLeft) && options !== DEFAULTS)
        }
      />
      <div className={classes.page}>
        <div className={classes.actions}>
          <NativeSelect
            label={t`What the file holds`}
            value={kind}
            disabled={isFixed}
            data={kinds.map((value) => ({ value, label: names[value] }))}
            onChange={(event) => void chooseKind(event.currentTarget.value as Kind)}
          />
          <div className={classes.example}>
            <ExampleFile kind={kind} />
          </div>
        </div>
        <Drop file={file} isDisabled={isFixed} onFile={(dropped) => void take(dropped)} />
        {file && isSending && !checked && <Waiting rows={3} />}
        {uploaded.isUnchecked ? (
          <Failed error={new Unanswered(undefined, true)} />
        ) : (
          <Outcome
            sending={send.sending}
            rest={send.refusals.map(sayOfFile)}
            onForget={send.forget}
          />
        )}
        {checked && <Result {...{ checked, isStale, isDone }} />}
        {file && (
          <div className={classes.actions}>
            {lost ? (
              <Button onClick={() => void run(lost)}>
                <Trans>Send again</Trans>
              </Button>
            ) : isStale || !checked || hasLeft ? (
              <Button loading={isSending} onClick={() => submit(false)}>
                <Trans>Check again</Trans>
              </Button>
            ) : (
              !isDone && (
                <Button loading={isSending} disabled={some === 0} onClick={() => submit(true)}>
                  <Plural value={some} one="Bring # row in" other="Bring # rows in" />
                </Button>
              )
            )}
            {checked && checked.refused > 0 && read && (
              <Button variant="default" onClick={() => void saveRefused(checked.id, read)}>
                <Trans>Download the refused rows</Trans>
              </Button>
            )}
            {isDone && <Next kind={kind} begin={kinds.includes('stock') ? begin : undefined} />}
          </div>
        )}
        {checked && <Preview read={read} checked={checked} />}
        {checked && !isStale && (checked.dryRun || isDone) && (
          <Changes key={checked.id} id={checked.id} isDone={isDone} />
        )}
        {file && read && !isDone && (
          <fieldset className={classes.fields} disabled={isFixed}>
            <HowToRead
              {...{ kind, options, change }}
              mapped={new Set(Object.values(map).filter(Boolean))}
            />
            <Columns {...{ kind, read, map }} change={(next) => change({ map: next })} />
          </fieldset>
        )}
        {!file && <Runs />}
      </div>
    </Page>
  );
}
