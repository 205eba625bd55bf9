import { Button } from '@mantine/core';
import { Plural, Trans, useLingui } from '@lingui/react/macro';
import type { ResultOf } from '@bincard/client';
import { useFormat } from '../../format';
import { Dialog } from '../../parts/Dialog';
import { Notice } from '../../states/Notice';
import type { SUBMIT } from './queries';

export type Submission = ResultOf<typeof SUBMIT>['submitStockCount'];

/** What became of what was submitted, while the count stays open: what is left, and for whom. */
export function Submitted(props: { submission: Submission; onClose: () => void }) {
  const { submission, onClose } = props;
  const { t } = useLingui();
  const format = useFormat();
  const { lines } = submission;
  const of = (wanted: Submission['lines'][0]['state']) =>
    lines.filter(({ state }) => state === wanted).length;
  const left = of('TO_COUNT');
  return (
    <Dialog title={t`Submitted`} onClose={onClose}>
      <Notice
        role="status"
        icon="check"
        title={<Plural value={of('SETTLED')} one="# line is settled" other="# lines are settled" />}
        text={
          <>
            <Plural
              value={of('RECOUNT')}
              _0="None is to be counted again."
              one="# line is counted again by another person."
              other="# lines are counted again by another person."
            />{' '}
            {left === 0 ? (
              <Trans>All are counted.</Trans>
            ) : (
              <Trans>
                {format.number(left)} of {format.number(lines.length)} are not counted yet.
              </Trans>
            )}
          </>
        }
        action={
          <Button onClick={onClose}>
            <Trans>Done</Trans>
          </Button>
        }
      />
    </Dialog>
  );
}
