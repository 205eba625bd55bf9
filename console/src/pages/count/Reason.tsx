import { NativeSelect } from '@mantine/core';
import { useLingui } from '@lingui/react/macro';
import { ask } from '../../api/api';
import { queryClient } from '../../api/query';
import { useFieldError } from '../../forms/LineFields';
import { useSend } from '../../forms/send';
import { useMe } from '../../session/session';
import type { Count, CountLine } from './count';
import { EXPLAIN } from './queries';

type VarianceReason = NonNullable<CountLine['reason']>;

function useReasons(): Record<VarianceReason, string> {
  const { t } = useLingui();
  return {
    DAMAGE: t`Damage`,
    THEFT: t`Theft`,
    MISPLACED: t`Misplaced`,
    MIXED_UP: t`Mixed up`,
    SALE_NOT_RECORDED: t`Sale not recorded`,
    RECEIPT_NOT_RECORDED: t`Receipt not recorded`,
    TRANSFER_NOT_RECORDED: t`Transfer not recorded`,
    WRONG_UNIT: t`Wrong unit`,
    MISCOUNTED: t`Counted wrongly before`,
    OTHER: t`Other cause`,
  };
}

/** Why a batch differed, as a manager says it. The last reason counts. */
export function Reason({ count, line }: { count: Count; line: CountLine }) {
  const { t } = useLingui();
  const { may } = useMe();
  const reasons = useReasons();
  const send = useSend((reason: VarianceReason) =>
    ask(EXPLAIN, { id: count.id, lines: [{ batchId: line.batch.id, reason }] }),
  );
  const errorOf = useFieldError(new Map(send.refusals.map((each) => ['', each])));
  if (!may('explainVariances') || line.figures?.variance === 0) {
    return line.reason ? reasons[line.reason] : null;
  }
  const explain = async (reason: VarianceReason) => {
    await send.submit(reason);
    await queryClient.invalidateQueries({ queryKey: ['count', { id: count.id }] });
  };
  return (
    <NativeSelect
      size="xs"
      aria-label={t`Why ${line.batch.product.name} differs`}
      value={line.reason ?? ''}
      error={errorOf('')}
      disabled={send.sending.state === 'sending'}
      data={[
        { value: '', label: t`not explained`, disabled: true },
        ...Object.entries(reasons).map(([value, label]) => ({ value, label })),
      ]}
      onChange={(event) => void explain(event.currentTarget.value as VarianceReason)}
    />
  );
}
