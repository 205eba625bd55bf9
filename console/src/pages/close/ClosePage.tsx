import { Trans, useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useFormat } from '../../format';
import { Page } from '../../shell/Page';
import { Shown } from '../../states/states';
import { stateQuery } from './close';
import { CloseStep } from './CloseStep';
import { DownloadStep } from './DownloadStep';
import { OpenStep } from './OpenStep';
import { VerifyStep } from './VerifyStep';
import classes from './ClosePage.module.css';

/** Closed days so far back are offered for download. */
const BACK_DAYS = 31;

/** Closing a day, step by step: what is open, whether the figures are right, closing, and the checkpoint to keep. */
export default function ClosePage() {
  const { t } = useLingui();
  const format = useFormat();
  const state = useQuery(stateQuery(format.today(BACK_DAYS)));
  const [isSound, setSound] = useState<boolean>();
  return (
    <Page
      title={t`Close the day`}
      about={
        <Trans>
          A closed day takes no more movements, and its checkpoint proves later that nothing was
          changed
        </Trans>
      }
    >
      <Shown of={state} rows={8}>
        {(data) => (
          <ol className={classes.steps}>
            <OpenStep state={data} />
            <VerifyStep state={data} onVerified={setSound} />
            <CloseStep state={data} isSound={isSound} />
            <DownloadStep days={data.closedDays} />
          </ol>
        )}
      </Shown>
    </Page>
  );
}
