import { Trans, useLingui } from '@lingui/react/macro';
import { useFormat } from '../../format';
import { Notice } from '../../states/Notice';
import type { BatchMovement } from './batch';
import type { Verdicts } from './proof';

const MOST_SHOWN = 5;

/** What was found: each movement that is wrong, or how many are proven, and of how many. */
export function Said(props: {
  movements: readonly BatchMovement[];
  verdicts: Verdicts;
  total: number;
  /** The day of the checkpoint that was kept. */
  kept: string | undefined;
}) {
  const { movements, verdicts, total, kept } = props;
  const { t } = useLingui();
  const format = useFormat();
  if (verdicts.size === 0) return null;
  const all = [...verdicts.values()];
  const [proven, open] = (['proven', 'open'] as const).map(
    (state) => all.filter((each) => each.state === state).length,
  ) as [number, number];
  const wrong = movements.flatMap((row) => {
    const verdict = verdicts.get(row.id);
    return verdict?.state === 'wrong' ? [{ row, why: verdict.why }] : [];
  });
  const title =
    proven === 0
      ? t`Each movement follows the one before it; none is signed yet`
      : kept === undefined
        ? t`${format.number(proven)} movements are as they were signed`
        : t`${format.number(proven)} movements are as they were signed, up to the checkpoint of ${format.day(kept)} that you kept`;
  return (
    <>
      {wrong.slice(0, MOST_SHOWN).map(({ row, why }) => (
        <Notice
          key={row.id}
          role="alert"
          icon="alarm"
          title={t`Not as it was written: movement ${format.number(row.sequence)} at ${row.location.code}`}
          text={why}
        />
      ))}
      {wrong.length > MOST_SHOWN && (
        <Notice
          icon="alarm"
          title={t`The first ${format.number(MOST_SHOWN)} of ${format.number(wrong.length)} that are wrong`}
        />
      )}
      {wrong.length === 0 && (
        <Notice
          role="status"
          icon={proven > 0 ? 'check' : 'lock'}
          title={title}
          text={
            open > 0
              ? t`${format.number(open)} are of days that are not closed yet: they follow by their hashes, and can be proven afterwards.`
              : undefined
          }
        />
      )}
      {verdicts.size < total && (
        <Notice
          icon="order"
          title={
            <Trans>
              {format.number(verdicts.size)} of {format.number(total)} movements verified
            </Trans>
          }
        />
      )}
    </>
  );
}
