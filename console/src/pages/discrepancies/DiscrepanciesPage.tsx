import '@mantine/core/styles/Input.css';
import { Button, NativeSelect } from '@mantine/core';
import { Trans, useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { ask } from '../../api/api';
import { queryClient } from '../../api/query';
import { Outcome } from '../../forms/Outcome';
import { usePlaces } from '../../forms/places';
import { useSend } from '../../forms/send';
import { useMe } from '../../session/session';
import { Page } from '../../shell/Page';
import { Notice } from '../../states/Notice';
import { Shown } from '../../states/states';
import { runQuery } from './discrepancies';
import { COMPARE } from './queries';
import { RunDiff } from './RunDiff';
import { Runs } from './Runs';
import panel from '../../parts/Panel.module.css';
import classes from './DiscrepanciesPage.module.css';

/** Compares every figure with its source, shows what a repair would change, and repairs exactly that. */
export default function DiscrepanciesPage() {
  const { t } = useLingui();
  const { may } = useMe();
  const navigate = useNavigate();
  const { run } = useSearch({ from: '/shell/discrepancies' });
  const { places } = usePlaces();
  const [place, setPlace] = useState('');
  const shown = useQuery({ ...runQuery(run ?? ''), enabled: run !== undefined });
  // Comparing changes nothing but the list of runs.
  const send = useSend(() => ask(COMPARE, { place: place || null }));
  const compare = async () => {
    const answer = await send.submit(undefined);
    if (!answer) return;
    await queryClient.invalidateQueries({ queryKey: ['runs'] });
    await navigate({ to: '/discrepancies', search: { run: answer.reconcile.id } });
  };
  return (
    <Page
      title={t`Discrepancies`}
      about={<Trans>Figures that are not what the ledger and the documents say</Trans>}
      actions={
        may('reconcile') && (
          <>
            <NativeSelect
              aria-label={t`Place`}
              value={place}
              onChange={(event) => setPlace(event.currentTarget.value)}
              data={[
                { value: '', label: t`All places` },
                ...places.map(({ code, name }) => ({ value: code, label: name })),
              ]}
            />
            <Button loading={send.sending.state === 'sending'} onClick={() => void compare()}>
              <Trans>Compare now</Trans>
            </Button>
          </>
        )
      }
    >
      <Outcome sending={send.sending} rest={send.refusals} onForget={send.forget} />
      <div className={classes.parts}>
        {run === undefined ? (
          <section className={panel.panel}>
            <Notice
              icon="search"
              title={t`Nothing is compared yet`}
              text={t`A comparison changes nothing: it says what differs, why, and what a repair would do.`}
            />
          </section>
        ) : (
          <Shown of={shown} rows={6}>
            {({ reconciliationRun }) =>
              reconciliationRun ? (
                <RunDiff key={reconciliationRun.id} run={reconciliationRun} />
              ) : (
                <Notice icon="search" title={t`There is no such comparison`} />
              )
            }
          </Shown>
        )}
        <Runs shown={run} />
      </div>
    </Page>
  );
}
