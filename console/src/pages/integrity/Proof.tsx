import { Button } from '@mantine/core';
import { Trans, useLingui } from '@lingui/react/macro';
import type { Verdict } from '@bincard/client';
import { useFormat } from '../../format';
import { Code } from '../../parts/Text';
import { Notice } from '../../states/Notice';
import classes from './IntegrityPage.module.css';

/** What the browser found, and the file that it looked at. */
export interface Proven {
  readonly verdict: Verdict;
  readonly content: string;
  readonly filename: string;
}

/** Reads what somebody kept: the checkpoint itself, or a file of a proof or a webhook that has it. */
async function keptOf(file: File): Promise<string> {
  const text = (await file.text()).trim();
  const found = /[\w-]{10,}\.[\w-]{10,}\.[\w-]{10,}/.exec(text);
  return found?.[0] ?? text;
}

/** The way to a verification by the browser, and what it found. */
export function Proof(props: {
  verify: (kept?: string) => Promise<void>;
  proven: Proven | undefined;
}) {
  const { verify, proven } = props;
  return (
    <>
      <div className={classes.proof}>
        <p>
          <Trans>
            This browser computes from the signed roots whether a closed day was rewritten. A
            checkpoint that you kept is the stronger witness.
          </Trans>
        </p>
        <Button size="sm" onClick={() => void verify()}>
          <Trans>Verify in this browser</Trans>
        </Button>
        <Button size="sm" variant="default" component="label">
          <Trans>Against a kept checkpoint</Trans>
          <input
            type="file"
            className="visually-hidden"
            onChange={(event) => {
              const [file] = event.currentTarget.files ?? [];
              if (file) void keptOf(file).then(verify);
              event.currentTarget.value = '';
            }}
          />
        </Button>
      </div>
      {proven && <Said proven={proven} />}
    </>
  );
}

function Said({ proven: { verdict, content, filename } }: { proven: Proven }) {
  const { t } = useLingui();
  const format = useFormat();
  if (!verdict.valid || verdict.kind !== 'consistency') {
    const text = verdict.valid ? undefined : verdict.message;
    return (
      <div className={classes.verdict} data-tone="bad">
        <Notice role="alert" icon="alarm" title={t`It does not verify`} text={text} />
      </div>
    );
  }
  const { from, to } = verdict;
  const save = () => {
    const link = document.createElement('a');
    link.href = URL.createObjectURL(new Blob([content], { type: 'application/json' }));
    link.download = filename;
    link.click();
    URL.revokeObjectURL(link.href);
  };
  return (
    <div className={classes.verdict} data-tone="good">
      <Notice
        role="status"
        icon="sound"
        title={t`Nothing was rewritten from ${format.day(from.businessDate)} to ${format.day(to.businessDate)}`}
        text={
          <Trans>
            {format.number(to.days)} days, signed by the key <Code>{to.keyId}</Code>
          </Trans>
        }
        action={
          <Button size="xs" variant="default" onClick={save}>
            <Trans>Keep the checkpoint</Trans>
          </Button>
        }
      />
    </div>
  );
}
