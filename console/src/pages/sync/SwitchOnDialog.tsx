import '../../parts/modal';
import { Button, Modal } from '@mantine/core';
import { Trans, useLingui } from '@lingui/react/macro';
import { useEffect, useState } from 'react';
import { ask } from '../../api/api';
import { Failed, Waiting } from '../../states/states';
import { IMPORT_ROWS, SWITCH } from './queries';
import { RunOutcome } from './RunOutcome';
import { syncChanged, type Run, type Source } from './sync';

/** Switches a source on after a dry run of its present configuration: whoever does it has seen what would come in. */
export default function SwitchOnDialog(props: { source: Source; onClose: () => void }) {
  const { source, onClose } = props;
  const { t } = useLingui();
  const [run, setRun] = useState<Run>();
  const [error, setError] = useState<unknown>();
  useEffect(() => {
    ask(IMPORT_ROWS, { id: source.id, keys: null, all: true, dryRun: true }).then(
      ({ importProducts }) => setRun(importProducts),
      setError,
    );
  }, [source.id]);
  const switchOn = async () => {
    try {
      await ask(SWITCH, { id: source.id, enabled: true, dryRunId: run!.id });
      await syncChanged();
      onClose();
    } catch (failure) {
      setError(failure);
    }
  };
  return (
    <Modal
      opened
      onClose={onClose}
      size="xl"
      title={t`Automatic sync of ${source.name}`}
      closeButtonProps={{ 'aria-label': t`Close` }}
    >
      <p style={{ marginTop: 0 }}>
        <Trans>A dry run: this is what the first run would do. Nothing has been written.</Trans>
      </p>
      {run ? <RunOutcome run={run} /> : error === undefined && <Waiting rows={3} />}
      {error !== undefined && <Failed error={error} />}
      <Button mt="md" disabled={run?.status !== 'SUCCEEDED'} onClick={() => void switchOn()}>
        <Trans>Switch on</Trans>
      </Button>
    </Modal>
  );
}
