import { Button } from '@mantine/core';
import { Trans, useLingui } from '@lingui/react/macro';
import type { ResultOf } from '@bincard/client';
import { useFormat } from '../../format';
import { LinkButton } from '../../parts/LinkButton';
import { Dialog } from '../../parts/Dialog';
import { Notice } from '../../states/Notice';
import type { REQUEST_ADJUSTMENT } from './adjust-queries';

/** What was asked for, and what it waits for. */
export function AdjustmentAsked(props: {
  asked: ResultOf<typeof REQUEST_ADJUSTMENT>['requestAdjustment'];
  unit: string;
  onClose: () => void;
}) {
  const { asked, unit, onClose } = props;
  const { t } = useLingui();
  const format = useFormat();
  const { quantity, batch, location } = asked;
  return (
    <Dialog title={t`Asked for`} onClose={onClose}>
      <Notice
        role="status"
        icon="check"
        title={t`${format.signed(quantity)} ${unit} of lot ${batch.batchNumber}, at ${location.name}`}
        text={t`Stock changes once another person has approved it.`}
        action={
          <>
            <Button onClick={onClose}>
              <Trans>Done</Trans>
            </Button>{' '}
            <LinkButton to="/adjustments/$id" params={{ id: asked.id }} variant="default">
              <Trans>The adjustment</Trans>
            </LinkButton>
          </>
        }
      />
    </Dialog>
  );
}
