import { Trans, useLingui } from '@lingui/react/macro';
import { Panel } from '../../parts/Panel';
import { Notice } from '../../states/Notice';
import { Counts } from './Counts';
import type { Checked } from './upload';

/** What became of a file, or would. */
export function Result(props: { checked: Checked; isStale: boolean; isDone: boolean }) {
  const { checked, isStale, isDone } = props;
  const { t } = useLingui();
  return (
    <div role="status">
      <Panel
        icon={checked.refused > 0 || checked.failure !== null ? 'alarm' : 'check'}
        title={
          isDone ? (
            <Trans>Brought in</Trans>
          ) : checked.dryRun ? (
            <Trans>Checked: nothing is in yet</Trans>
          ) : (
            <Trans>Nothing was brought in</Trans>
          )
        }
      >
        {checked.failure !== null && (
          <Notice
            icon="alarm"
            title={
              checked.failure === 'ROWS_REFUSED'
                ? t`Rows are refused, and all or none is to come in`
                : (checked.message ?? checked.failure)
            }
          />
        )}
        {isStale && (
          <Notice icon="alarm" title={t`These figures are from before the last change`} />
        )}
        <Counts run={checked} />
      </Panel>
    </div>
  );
}
