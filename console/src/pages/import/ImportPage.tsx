import '@mantine/core/styles/Input.css';
import { Button, NativeSelect } from '@mantine/core';
import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { queryClient } from '../../api/query';
import { AskBeforeLeaving } from '../../forms/AskBeforeLeaving';
import { Outcome } from '../../forms/Outcome';
import { useSend } from '../../forms/send';
import { useMe } from '../../session/session';
import { Page } from '../../shell/Page';
import { Waiting } from '../../states/states';
import { Changes } from './Changes';
import { Columns } from './Columns';
import { Drop } from './Drop';
import { ExampleFile } from './ExampleFile';
import { readFile, type Read } from './file';
import { HowToRead } from './HowToRead';
import { kindOf, KINDS, NEEDS, useKinds, type Kind } from './kinds';
import { Next } from './Next';
import { Preview } from './Preview';
import { saveRefused } from './refused';
import { useFileRefusals } from './words';
import { Result } from './Result';
import { Runs } from './Runs';
import { DEFAULTS, upload, type Checked, type Options } from './upload';
import classes from './ImportPage.module.css';

interface Sent {
  readonly kind: Kind;
  readonly file: File;
  readonly options: Options;
  readonly live: boolean;
  /** The dry run of which it brings in what was shown. */
  readonly shown?: string | undefined;
}

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
  const [checked, setChecked] = useState<Checked>();
  const [isStale, setStale] = useState(false);
  const sayOfFile = useFileRefusals();
  const send = useSend((input: Sent) =>
    upload(input.kind, input.file, input.options, input.live, input.shown),
  );
  const run = async (of: Sent) => {
    const answer = await send.submit(of);
    setChecked(answer);
    if (!answer) return;
    setStale(false);
    await queryClient.invalidateQueries({ queryKey: ['import-runs'] });
    await queryClient.invalidateQueries({ queryKey: ['today-first-steps'] });
    if (of.live) await queryClient.invalidateQueries();
  };
  const take = async (dropped: File) => {
    const found = await readFile(dropped).catch(() => undefined);
    const guess = found ? kindOf(found.columns) : kind;
    const next = kinds.includes(guess) ? guess : kind;
    setFile(dropped);
    setRead(found);
    setKind(next);
    setOptions(DEFAULTS);
    await run({ kind: next, file: dropped, options: DEFAULTS, live: false });
  };
  const chooseKind = async (next: Kind) => {
    setKind(next);
    setOptions(DEFAULTS);
    if (file) await run({ kind: next, file, options: DEFAULTS, live: false });
  };
  /** Begins with another file. */
  const begin = (next: Kind) => {
    setKind(next);
    setFile(undefined);
    setRead(undefined);
    setChecked(undefined);
  };
  const change = (changed: Partial<Options>) => {
    setOptions({ ...options, ...changed });
    setStale(true);
  };
  const { state } = send.sending;
  const isSending = state === 'sending';
  const map = options.map ?? mapOf(read, checked);
  const isDone = checked?.dryRun === false && !isStale;
  const some = (checked?.created ?? 0) + (checked?.updated ?? 0);
  const hasChanged = checked?.problems.some(({ code }) => code === 'STALE_VERSION') ?? false;
  const submit = (live: boolean) =>
    file &&
    void run({ kind, file, options: { ...options }, live, shown: live ? checked?.id : undefined });
  return (
    <Page title={t`Import`} about={<Trans>Brings products, stock and more in from a file.</Trans>}>
      <AskBeforeLeaving isTyped={file !== undefined && !isDone && options !== DEFAULTS} />
      <div className={classes.page}>
        <div className={classes.actions}>
          <NativeSelect
            label={t`What the file holds`}
            value={kind}
            data={kinds.map((value) => ({ value, label: names[value] }))}
            onChange={(event) => void chooseKind(event.currentTarget.value as Kind)}
          />
          <div className={classes.example}>
            <ExampleFile kind={kind} />
          </div>
        </div>
        <Drop file={file} onFile={(dropped) => void take(dropped)} />
        {file && isSending && !checked && <Waiting rows={3} />}
        <Outcome
          sending={send.sending}
          rest={send.refusals.map(sayOfFile)}
          onForget={send.forget}
        />
        {checked && <Result {...{ checked, isStale, isDone }} />}
        {file && (
          <div className={classes.actions}>
            {isStale || !checked || (isDone && hasChanged) ? (
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
        {checked && !isStale && <Changes key={checked.id} id={checked.id} isDone={isDone} />}
        {file && read && !isDone && (
          <>
            <HowToRead
              {...{ kind, options, change }}
              mapped={new Set(Object.values(map).filter(Boolean))}
            />
            <Columns {...{ kind, read, map }} change={(next) => change({ map: next })} />
          </>
        )}
        {!file && <Runs />}
      </div>
    </Page>
  );
}

/** The field of each column as the server has found it out. */
const mapOf = (read: Read | undefined, checked: Checked | undefined): Record<string, string> => {
  const found = Object.entries(checked?.read.columns ?? {});
  return Object.fromEntries([
    ...(read?.columns ?? []).map((column) => [column, '']),
    ...found.map(([field, column]) => [column, field]),
  ]) as Record<string, string>;
};
