import { Button } from '@mantine/core';
import { Plural, Trans, useLingui } from '@lingui/react/macro';
import type { ResultOf } from '@bincard/client';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { ask } from '../../api/api';
import { Outcome } from '../../forms/Outcome';
import { useSend } from '../../forms/send';
import type { DayState } from './close';
import { VERIFY } from './queries';
import { Step } from './Step';

/** Whether every figure is what the ledger says, and the ledger what it was. */
export function VerifyStep(props: { state: DayState; onVerified: (isSound: boolean) => void }) {
  const { state, onVerified } = props;
  const { t } = useLingui();
  const [found, setFound] = useState<ResultOf<typeof VERIFY>['compareStock']>();
  const send = useSend(() => ask(VERIFY, {}));
  const { brokenChains, firstWrongDay, firstWrongEntry } = state.systemStatus;
  const wrong = firstWrongDay?.what ?? firstWrongEntry?.what;
  const isWhole = brokenChains === 0 && wrong === undefined;
  const verify = async () => {
    const answer = await send.submit(undefined);
    if (!answer) return;
    setFound(answer.compareStock);
    onVerified(isWhole && answer.compareStock.discrepancies.length === 0);
  };
  const differ = found?.discrepancies.length ?? 0;
  const isGood = found && differ === 0 && isWhole;
  return (
    <Step title={t`Verify`} tone={found ? (isGood ? 'good' : 'bad') : undefined}>
      {!isWhole && (
        <p role="alert">
          <Trans>The ledger does not verify: {wrong ?? t`a chain is broken`}</Trans>
        </p>
      )}
      {found ? (
        <p role="status">
          {differ === 0 ? (
            <Plural
              value={found.productsCompared}
              one="The figures of # product are what the ledger says."
              other="The figures of # products are what the ledger says."
            />
          ) : (
            <Link to="/discrepancies" search={{}}>
              <Plural value={differ} one="# figure is wrong" other="# figures are wrong" />
            </Link>
          )}
        </p>
      ) : (
        <p>
          <Trans>Compares the stock of every product with its movements. It changes nothing.</Trans>
        </p>
      )}
      <Button
        variant={found ? 'default' : 'filled'}
        loading={send.sending.state === 'sending'}
        onClick={() => void verify()}
      >
        {found ? <Trans>Verify again</Trans> : <Trans>Verify now</Trans>}
      </Button>
      <Outcome sending={send.sending} rest={send.refusals} onForget={send.forget} />
    </Step>
  );
}
