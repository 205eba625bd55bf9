import { Button } from '@mantine/core';
import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { ask } from '../../api/api';
import { queryClient } from '../../api/query';
import { useFormat } from '../../format';
import { Outcome } from '../../forms/Outcome';
import { useSend } from '../../forms/send';
import { Panel } from '../../parts/Panel';
import { VirtualTable } from '../../parts/VirtualTable';
import { useMe } from '../../session/session';
import { Notice } from '../../states/Notice';
import { useColumns } from './columns';
import type { Run } from './discrepancies';
import { APPLY } from './queries';
import classes from './DiscrepanciesPage.module.css';

/** What a comparison found: each figure as it is and as it should be, with its cause; then what became of it. */
export function RunDiff({ run }: { run: Run }) {
  const { t } = useLingui();
  const format = useFormat();
  const { may } = useMe();
  const columns = useColumns();
  const { id, discrepancies, productsCompared, startedAt, appliedCount } = run;
  const planned = discrepancies.filter(({ fix }) => fix === 'PLANNED').length;
  const stale = discrepancies.filter(({ fix }) => fix === 'STALE').length;
  // Applying a run again changes nothing more.
  const send = useSend(() => ask(APPLY, { id }));
  const apply = async () => {
    await send.submit(undefined);
    await Promise.all(
      ['run', 'runs'].map((name) => queryClient.invalidateQueries({ queryKey: [name] })),
    );
  };
  return (
    <Panel
      icon={discrepancies.length === 0 ? 'check' : 'alarm'}
      title={t`Compared ${format.time(startedAt)}`}
      count={format.number(discrepancies.length)}
    >
      {discrepancies.length === 0 ? (
        <Notice
          icon="check"
          title={t`Every figure is right`}
          text={
            <Plural value={productsCompared} one="# product compared" other="# products compared" />
          }
        />
      ) : (
        <>
          <VirtualTable
            label={t`Discrepancies`}
            columns={columns}
            rows={discrepancies}
            rowHeight={60}
            keyOf={(each) => {
              const { kind, subject, product, location, batch, businessDate, channel } = each;
              const where = [location?.code, batch?.batchNumber, businessDate, channel];
              return [kind, subject, product.id, ...where].join('|');
            }}
          />
          <div className={classes.foot}>
            {planned > 0 && may('applyReconciliation') && (
              <Button loading={send.sending.state === 'sending'} onClick={() => void apply()}>
                <Plural value={planned} one="Repair # figure" other="Repair # figures" />
              </Button>
            )}
            <span role="status">
              {appliedCount > 0 && (
                <Plural value={appliedCount} one="# figure repaired" other="# figures repaired" />
              )}
              {appliedCount > 0 && stale > 0 && ', '}
              {stale > 0 && (
                <Trans>{format.number(stale)} moved meanwhile and left alone: compare again</Trans>
              )}
            </span>
          </div>
        </>
      )}
      <Outcome sending={send.sending} rest={send.refusals} onForget={send.forget} />
    </Panel>
  );
}
