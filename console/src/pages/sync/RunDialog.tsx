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
  const [runs, setRuns] = useState<readonly Run[]>();
  const [isRunning, setRunning] = useState(true);
  const [error, setError] = useState<unknown>();
  const start = async (shown?: readonly Run[]) => {
    setRunning(true);
    setError(undefined);
    await runBoth(source.id, shown).then(setRuns, setError);
    setRunning(false);
    await syncChanged();
  };
  useEffect(() => void start(), [source.id]);
  const isDone = runs?.[0]?.dryRun === false;
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
        {isDone ? (
          <Trans>Done. This is what the run did.</Trans>
        ) : (
          <Trans>A dry run: this is what would happen. Nothing has been written.</Trans>
        )}
      </p>
      {runs?.map((run) => (
        <section key={run.id} aria-label={run.direction}>
          <h3 style={{ margin: 0, fontSize: '0.9375rem' }}>
            {run.direction === 'EXPORT' ? (
              <Trans>Sales written back</Trans>
            ) : (
              <Trans>Rows that come in</Trans>
            )}
          </h3>
          <RunOutcome run={run} />
          {run.dryRun && <RunChanges id={run.id} />}
        </section>
      ))}
      {!runs && error === undefined && <Waiting rows={3} />}
      {error !== undefined && <Failed error={error} />}
      {isDone ? (
        <Button mt="md" variant="default" onClick={onClose}>
          <Trans>Close</Trans>
        </Button>
      ) : (
        <Button mt="md" loading={isRunning} disabled={!runs} onClick={() => void start(runs)}>
          <Trans>Sync now</Trans>
        </Button>
      )}
    </Modal>
  );
}
