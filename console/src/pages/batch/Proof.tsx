import { Button, FileButton } from '@mantine/core';
import { Trans, useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { useFormat } from '../../format';
import { Panel } from '../../parts/Panel';
import { Notice } from '../../states/Notice';
import { Failed } from '../../states/states';
import type { BatchMovement } from './batch';
import { readKept, verify, type Verdicts } from './proof';
import { Said } from './Said';

/** Proof of the chain, computed here: nothing of it is taken on the server's word but what its keys have signed. */
export function Proof(props: {
  movements: readonly BatchMovement[];
  /** How many there are. */
  total: number;
  /** Reads those that are not here yet, and says how many are. */
  readAll: (onProgress: (read: number) => void) => Promise<readonly BatchMovement[]>;
  verdicts: Verdicts;
  onVerdicts: (verdicts: Verdicts) => void;
}) {
  const { movements, total, readAll, verdicts, onVerdicts } = props;
  const { t } = useLingui();
  const format = useFormat();
  const [progress, setProgress] = useState<{ of: 'reading' | 'hashing'; done: number }>();
  const [failed, setFailed] = useState<unknown>();
  const [kept, setKept] = useState<string>();
  const run = async (file?: File, all = false) => {
    setFailed(undefined);
    setProgress({ of: 'reading', done: movements.length });
    try {
      const checkpoint = file && readKept(await file.text());
      setKept(checkpoint?.day);
      const rows = all ? await readAll((done) => setProgress({ of: 'reading', done })) : movements;
      onVerdicts(await verify(rows, (done) => setProgress({ of: 'hashing', done }), checkpoint));
    } catch (error) {
      setFailed(error);
    } finally {
      setProgress(undefined);
    }
  };
  return (
    <Panel icon="sound" title={t`Proof`}>
      <div style={{ padding: '0.875rem 1rem' }}>
        <p style={{ margin: '0 0 0.75rem' }}>
          <Trans>
            Each movement is hashed again from its row in this browser, after the one before it, up
            to the signed checkpoint of its day.
          </Trans>
        </p>
        <div style={{ display: 'flex', flexWrap: 'wrap', gap: '0.5rem' }}>
          <Button loading={progress !== undefined} onClick={() => void run()}>
            <Trans>Verify here</Trans>
          </Button>
          {movements.length < total && (
            <Button
              variant="default"
              disabled={progress !== undefined}
              onClick={() => void run(undefined, true)}
            >
              <Trans>Verify all {format.number(total)}</Trans>
            </Button>
          )}
          <FileButton accept="application/json,.json" onChange={(file) => file && void run(file)}>
            {(button) => (
              <Button variant="default" disabled={progress !== undefined} {...button}>
                <Trans>Against a checkpoint that you kept</Trans>
              </Button>
            )}
          </FileButton>
        </div>
        {progress && (
          <p role="status" style={{ margin: '0.75rem 0 0' }}>
            {progress.of === 'reading' ? (
              <Trans>
                {format.number(progress.done)} of {format.number(total)} movements read
              </Trans>
            ) : (
              <Trans>
                {format.number(progress.done)} of {format.number(total)} movements hashed
              </Trans>
            )}
          </p>
        )}
      </div>
      {failed instanceof Error && failed.message === 'no checkpoint' ? (
        <Notice role="alert" icon="alarm" title={t`The file has no checkpoint`} />
      ) : (
        failed !== undefined && <Failed error={failed} />
      )}
      {!progress && <Said {...{ movements, verdicts, total, kept }} />}
    </Panel>
  );
}
