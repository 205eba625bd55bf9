import { Button } from '@mantine/core';
import { Trans, useLingui } from '@lingui/react/macro';
import type { Refusal } from '../../api/api';
import { useFormat } from '../../format';
import { Row, Rows } from '../../parts/Panel';
import { Code, Typed } from '../../parts/Text';
import { Notice } from '../../states/Notice';

/** A row that is not as it was shown: how much of it has expired now. */
interface ChangedRow {
  readonly batchId: string;
  readonly batchNumber: string;
  readonly sku: string;
  readonly locationId: string;
  readonly location: string;
  readonly expected: number;
  readonly current: number;
}

/** The rows of a refused write-off that have changed since they were shown. */
export function changedOf(refusals: readonly Refusal[]): readonly ChangedRow[] {
  const stale = refusals.find(({ code }) => code === 'STALE_VERSION');
  return ((stale?.details as { rows?: readonly ChangedRow[] } | undefined)?.rows ?? []).slice();
}

/** Says which rows have changed since the dry run, and that nothing was written off. */
export function Changed({ rows, again }: { rows: readonly ChangedRow[]; again: () => void }) {
  const { t } = useLingui();
  const format = useFormat();
  return (
    <div role="alert">
      <Notice
        icon="alarm"
        title={t`Nothing was written off: this has changed since it was shown`}
        action={
          <Button size="xs" onClick={again}>
            <Trans>See it as it is now</Trans>
          </Button>
        }
      />
      <div>
        <Rows>
          {rows.map(({ batchId, batchNumber, sku, locationId, location, expected, current }) => (
            <Row
              key={`${batchId} ${locationId}`}
              title={<Typed>{sku}</Typed>}
              about={
                <Trans>
                  lot <Code>{batchNumber}</Code>
                </Trans>
              }
              end={t`${format.number(expected)} shown, ${format.number(current)} now`}
              below={location}
            />
          ))}
        </Rows>
      </div>
    </div>
  );
}
