import '../../parts/modal';
import { Button, Modal } from '@mantine/core';
import { Trans, useLingui } from '@lingui/react/macro';
import { useEffect, useState } from 'react';
import { ask } from '../../api/api';
import { Failed, Waiting } from '../../states/states';
import { EXPORT_SALES, IMPORT_ROWS } from './queries';
import { RunChanges } from './RunChanges';
import { RunOutcome } from './RunOutcome';
import { syncChanged, type Run, type Source } from './sync';

/** Export before import, each as its dry run has shown it: what was sold here is written back before a row is read again. */
async function runBoth(id: string, shown: readonly Run[] | undefined): Promise<Run[]> {
  const [dryExport, dryImport] = shown ?? [];
  const dryRun = shown === undefined;
  const { exportSales } = await ask(EXPORT_SALES, { id, dryRun, dryRunId: dryExport?.id ?? null });
  const { importProducts } = await ask(IMPORT_ROWS, {
    ...{ id, keys: null, all: true, dryRun, dryRunId: dryImport?.id ?? null },
  });
  return [exportSales, importProducts];
}

/** Runs a source in both directions by hand: first what it would do, then that. */
export default function RunDialog({ source, onClose }: { source: Source; onClose: () => void }) {
  const { t } = useLingui();
  const [shown, setShown] = useState<readonly Run[]>();
  const [done, setDone] = useState<readonly Run[]>();
  /** From the first live run on: it may have written, whatever was answered. */
  const [wasSent, setSent] = useState(false);
  const [isRunning, setRunning] = useState(true);
  const [error, setError] = useState<unknown>();
  const run = async (live: readonly Run[] | undefined) => {
    setRunning(true);
    setError(undefined);
    if (live) setSent(true);
    else setShown(undefined);
    setDone(undefined);
    await runBoth(source.id, live).then(live ? setDone : setShown, setError);
    setRunning(false);
    await syncChanged();
  };
  useEffect(() => void run(undefined), [source.id]);
  const runs = done ?? shown;
  const isSound = runs?.every(({ status }) => status === 'SUCCEEDED') ?? false;
  const hasLeft = !isSound || (runs?.some(({ errors }) => errors > 0) ?? false);
  const isLost = error !== undefined && shown !== undefined;
  return (
    <Modal
      opened
      onClose={onClose}
      closeOnClickOutside={false}
      size="xl"
      title={t`Sync of ${source.name}`}
      closeButtonProps={{ 'aria-label': t`Close` }}
    >
      <p style={{ marginTop: 0 }} role="status">
        <State {...{ done, isSound, isLost, wasSent }} />
      </p>
      {runs?.map((each) => (
        <section key={each.id} aria-label={each.direction}>
          <h3 style={{ margin: 0, fontSize: '0.9375rem' }}>
            {each.direction === 'EXPORT' ? (
              <Trans>Sales written back</Trans>
            ) : (
              <Trans>Rows that come in</Trans>
            )}
          </h3>
          <RunOutcome run={each} />
          {each.dryRun && <RunChanges id={each.id} />}
        </section>
      ))}
      {!runs && error === undefined && <Waiting rows={3} />}
      {error !== undefined && (
        <Failed error={error} retry={shown ? undefined : () => void run(undefined)} />
      )}
      <div style={{ display: 'flex', flexWrap: 'wrap', gap: '0.5rem', marginTop: '1rem' }}>
        {done ? (
          <Button variant="default" onClick={onClose}>
            <Trans>Close</Trans>
          </Button>
        ) : (
          <Button loading={isRunning} disabled={!shown} onClick={() => void run(shown)}>
            {isLost ? <Trans>Send again</Trans> : <Trans>Sync now</Trans>}
          </Button>
        )}
        {!isRunning && runs && (isLost || hasLeft) && (
          <Button variant="default" onClick={() => void run(undefined)}>
            {done ? <Trans>Sync again</Trans> : <Trans>Check again</Trans>}
          </Button>
        )}
      </div>
    </Modal>
  );
}

/** Whether anything has been written, as far as it is known. */
function State(props: {
  done: readonly Run[] | undefined;
  isSound: boolean;
  isLost: boolean;
  wasSent: boolean;
}) {
  const { done, isSound, isLost, wasSent } = props;
  if (done) {
    return isSound ? (
      <Trans>Done. This is what the run did.</Trans>
    ) : (
      <Trans>Not all of it was done. This is what the run did.</Trans>
    );
  }
  if (isLost) return <Trans>It may have been written. Send it again: nothing is done twice.</Trans>;
  if (wasSent) {
    return <Trans>This is what is left. What was sent before may have been written.</Trans>;
  }
  return <Trans>A dry run: this is what would happen. Nothing has been written.</Trans>;
}
