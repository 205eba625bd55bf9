import { Button, FileButton } from '@mantine/core';
import { Trans, useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { useFormat } from '../../format';
import { Panel } from '../../parts/Panel';
import { Notice } from '../../states/Notice';
import { Failed } from '../../states/states';
import type { BatchMovement } from './batch';
import { readKept, verify, type Verified } from './proof';

export type Verdicts = ReadonlyMap<string, Verified>;

/** Proof of the chain, computed here: nothing of it is taken on the server's word but what its keys have signed. */
export function Proof(props: {
  movements: readonly BatchMovement[];
  verdicts: Verdicts;
  onVerdicts: (verdicts: Verdicts) => void;
}) {
  const { movements, verdicts, onVerdicts } = props;
  const { t } = useLingui();
  const format = useFormat();
  const [running, setRunning] = useState(false);
  const [failed, setFailed] = useState<unknown>();
  const [kept, setKept] = useState<string>();
  const run = async (file?: File) => {
    setFailed(undefined);
    setRunning(true);
    const found = new Map<string, Verified>();
    try {
      const checkpoint = file && readKept(await file.text());
      setKept(checkpoint?.day);
      for await (const [id, verdict] of verify(movements, checkpoint)) {
        found.set(id, verdict);
        onVerdicts(new Map(found));
      }
    } catch (error) {
      setFailed(error);
    } finally {
      setRunning(false);
    }
  };
  const all = [...verdicts.values()];
  const count = (state: Verified['state']) => all.filter((each) => each.state === state).length;
  const wrong = all.filter((each) => each.state === 'wrong');
  const isDone = all.length > 0 && all.length === movements.length;
  return (
    <Panel icon="sound" title={t`Proof`}>
      <div style={{ padding: '0.875rem 1rem' }}>
        <p style={{ margin: '0 0 0.75rem' }}>
          <Trans>
            Each movement is computed again from its facts in this browser, followed to the one
            before it and up to the signed checkpoint of its day.
          </Trans>
        </p>
        <div style={{ display: 'flex', flexWrap: 'wrap', gap: '0.5rem' }}>
          <Button loading={running} onClick={() => void run()}>
            <Trans>Verify here</Trans>
          </Button>
          <FileButton accept="application/json,.json" onChange={(file) => file && void run(file)}>
            {(button) => (
              <Button variant="default" disabled={running} {...button}>
                <Trans>Against a checkpoint that you kept</Trans>
              </Button>
            )}
          </FileButton>
        </div>
      </div>
      {failed instanceof Error && failed.message === 'no checkpoint' ? (
        <Notice role="alert" icon="alarm" title={t`The file has no checkpoint`} />
      ) : (
        failed !== undefined && <Failed error={failed} />
      )}
      {wrong.map((each, at) => (
        <Notice
          key={at}
          role="alert"
          icon="alarm"
          title={t`Not as it was signed`}
          text={'why' in each && each.why}
        />
      ))}
      {isDone && wrong.length === 0 && (
        <Notice
          role="status"
          icon={count('proven') > 0 ? 'check' : 'lock'}
          title={
            count('proven') === 0
              ? t`Nothing to prove yet`
              : kept === undefined
                ? t`${format.number(count('proven'))} movements are as they were signed`
                : t`${format.number(count('proven'))} movements are as they were signed, up to the checkpoint of ${format.day(kept)} that you kept`
          }
          text={
            count('open') > 0
              ? t`${format.number(count('open'))} are of days that are not closed yet: they can be proven afterwards.`
              : undefined
          }
        />
      )}
    </Panel>
  );
}
