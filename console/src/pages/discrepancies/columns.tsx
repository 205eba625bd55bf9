import { Trans, useLingui } from '@lingui/react/macro';
import { Link } from '@tanstack/react-router';
import { useFormat } from '../../format';
import { Code, Tag, Typed } from '../../parts/Text';
import type { Column } from '../../parts/VirtualTable';
import type { Discrepancy } from './discrepancies';
import classes from './DiscrepanciesPage.module.css';

const TONES = {
  PLANNED: 'watch',
  APPLIED: 'good',
  STALE: 'bad',
  FAILED: 'bad',
  SKIPPED: 'plain',
} as const;

/** The columns of a comparison: which figure, as it is, as it should be, why, and what becomes of it. */
export function useColumns(): Column<Discrepancy>[] {
  const { t } = useLingui();
  const format = useFormat();
  const fixes = {
    PLANNED: t`to repair`,
    APPLIED: t`repaired`,
    STALE: t`moved meanwhile`,
    FAILED: t`failed`,
    SKIPPED: t`left alone`,
  };
  return [
    {
      ...{ key: 'what', title: t`Figure` },
      cell: (each) => (
        <div className={classes.what}>
          <Link to="/products/$id" params={{ id: each.product.id }}>
            <Typed>{each.product.name}</Typed>
          </Link>
          <small>
            <Code>{each.subject}</Code> <Where of={each} />
          </small>
        </div>
      ),
    },
    {
      ...{ key: 'change', title: t`Is → should be`, width: '11rem', isFigure: true },
      cell: ({ actual, expected }) => (
        <span
          role="img"
          aria-label={t`is ${format.number(actual)}, should be ${format.number(expected)}`}
        >
          {format.number(actual)} → <strong>{format.number(expected)}</strong>
        </span>
      ),
    },
    {
      ...{ key: 'cause', title: t`Cause`, width: '16rem', isWide: true },
      cell: ({ cause, note }) => (
        <span className={classes.cause}>
          <Typed lines={2}>{cause ?? note ?? t`not known`}</Typed>
        </span>
      ),
    },
    {
      ...{ key: 'fix', title: t`Repair`, width: '9rem' },
      cell: ({ fix }) => fix && <Tag tone={TONES[fix]}>{fixes[fix]}</Tag>,
    },
  ];
}

/** Where a figure is: its place, lot, day and channel, as far as it has them. */
function Where({ of }: { of: Discrepancy }) {
  const format = useFormat();
  const { location, batch, businessDate, channel } = of;
  return (
    <>
      {location && `· ${location.code} `}
      {batch && (
        <>
          ·{' '}
          <Trans>
            lot <Code>{batch.batchNumber}</Code>
          </Trans>{' '}
        </>
      )}
      {businessDate && `· ${format.day(businessDate)} `}
      {channel && `· ${channel}`}
    </>
  );
}
