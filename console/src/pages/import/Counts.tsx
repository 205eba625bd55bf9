import { Trans } from '@lingui/react/macro';
import { useFormat } from '../../format';
import { Figure, Figures } from '../../parts/Figures';

/** What becomes of the rows: each is counted once. */
export function Counts(props: {
  run: {
    rows: number;
    created: number;
    updated: number;
    unchanged: number;
    refused: number;
    rolledBack: number;
  };
}) {
  const { rows, created, updated, unchanged, refused, rolledBack } = props.run;
  const { number } = useFormat();
  return (
    <Figures>
      <Figure name={<Trans>Rows</Trans>}>{number(rows)}</Figure>
      <Figure name={<Trans>New</Trans>} tone={created > 0 ? 'good' : undefined}>
        {number(created)}
      </Figure>
      <Figure name={<Trans>Changed</Trans>}>{number(updated)}</Figure>
      <Figure name={<Trans>As it was</Trans>}>{number(unchanged)}</Figure>
      <Figure name={<Trans>Refused</Trans>} tone={refused > 0 ? 'bad' : undefined}>
        {number(refused)}
      </Figure>
      {rolledBack > 0 && (
        <Figure name={<Trans>Left out with them</Trans>} tone="bad">
          {number(rolledBack)}
        </Figure>
      )}
    </Figures>
  );
}
