import { Button } from '@mantine/core';
import { Plural, Trans } from '@lingui/react/macro';
import type { Sending } from '../../forms/send';
import classes from './SyncRowsPage.module.css';

/** How many rows are chosen, and what is done with them. */
export function ChooseBar(props: {
  chosen: number;
  more: (() => void) | undefined;
  state: Sending['state'];
  submit: (dryRun: boolean) => void;
}) {
  const { chosen, more, state, submit } = props;
  const isSending = state === 'sending';
  return (
    <div className={classes.bar}>
      <p>
        {chosen === 0 ? (
          <Trans>Nothing is chosen</Trans>
        ) : (
          <Plural value={chosen} one="# row is chosen" other="# rows are chosen" />
        )}
      </p>
      {more && (
        <Button variant="subtle" onClick={more}>
          <Trans>Show 50 more</Trans>
        </Button>
      )}
      <Button variant="default" disabled={chosen === 0 || isSending} onClick={() => submit(true)}>
        <Trans>Dry run</Trans>
      </Button>
      <Button disabled={chosen === 0} loading={isSending} onClick={() => submit(false)}>
        {state === 'unanswered' ? (
          <Trans>Send again (it is written once)</Trans>
        ) : (
          <Plural value={chosen} one="Import # row" other="Import # rows" />
        )}
      </Button>
    </div>
  );
}
