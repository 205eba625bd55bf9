import { Button } from '@mantine/core';
import { Trans, useLingui } from '@lingui/react/macro';
import { ask } from '../../api/api';
import { useFormat } from '../../format';
import { Outcome } from '../../forms/Outcome';
import { useSend } from '../../forms/send';
import { Code } from '../../parts/Text';
import type { ClosedDay } from './close';
import { CHECKPOINT } from './queries';
import { Step } from './Step';
import classes from './ClosePage.module.css';

const SHOWN = 7;

function save(filename: string, content: string): void {
  const url = URL.createObjectURL(new Blob([content], { type: 'application/json' }));
  const link = Object.assign(document.createElement('a'), { href: url, download: filename });
  link.click();
  URL.revokeObjectURL(url);
}

/** The signed checkpoint of a closed day: kept elsewhere, it proves later that nothing before it was changed. */
export function DownloadStep({ days }: { days: readonly ClosedDay[] }) {
  const { t } = useLingui();
  const format = useFormat();
  const send = useSend(async (day: string) => {
    const { checkpointConsistency: file } = await ask(CHECKPOINT, { day });
    save(file.filename, file.content);
    return file;
  });
  const last = [...days].reverse().slice(0, SHOWN);
  return (
    <Step title={t`Keep the checkpoint elsewhere`} tone={undefined}>
      {last.length === 0 ? (
        <p>
          <Trans>Once a day is closed, its checkpoint can be downloaded here.</Trans>
        </p>
      ) : (
        <ul className={classes.days}>
          {last.map(({ businessDate, closedBy, dayMovements, hash, keyId }) => (
            <li key={businessDate}>
              <div>
                {format.day(businessDate)}
                <small>
                  <Trans>
                    {format.number(dayMovements)} movements · by <bdi>{closedBy}</bdi>
                  </Trans>{' '}
                  · <Code>{`${hash.slice(0, 12)}…`}</Code>
                </small>
              </div>
              {keyId === null ? (
                <small>
                  <Trans>not signed yet</Trans>
                </small>
              ) : (
                <Button
                  size="xs"
                  variant="default"
                  aria-label={t`Download the checkpoint of ${format.day(businessDate)}`}
                  onClick={() => void send.submit(businessDate)}
                >
                  <Trans>Download</Trans>
                </Button>
              )}
            </li>
          ))}
        </ul>
      )}
      <Outcome sending={send.sending} rest={send.refusals} onForget={send.forget} />
    </Step>
  );
}
