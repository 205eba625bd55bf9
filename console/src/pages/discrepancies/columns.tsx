import { Trans, useLingui } from '@lingui/react/macro';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useFormat } from '../../format';
import { BatchFigureLink, FigureLink } from '../product/FigureLink';
import { Code, Tag, Typed } from '../../parts/Text';
import type { Column } from '../../parts/VirtualTable';
import { useCause } from './cause';
import type { Discrepancy } from './discrepancies';
import { useFigures } from './figures';
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
  const figures = useFigures();
  const causeOf = useCause();
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
            {figures.nameOf(each) ?? <Code>{each.subject}</Code>} <Where of={each} />
          </small>
        </div>
      ),
    },
    {
      ...{ key: 'change', title: t`Is → should be`, width: '11rem', isFigure: true },
      cell: (each) => {
        const [is, shouldBe] = figures.valuesOf(each) ?? [];
        return (
          <Leading of={each}>
            {is === undefined ? (
              <Trans>is not as its movements say</Trans>
            ) : (
              <span role="img" aria-label={t`is ${is}, should be ${shouldBe}`}>
                {is} → <strong>{shouldBe}</strong>
              </span>
            )}
          </Leading>
        );
      },
    },
    {
      ...{ key: 'cause', title: t`Cause`, width: '16rem', isWide: true },
      cell: ({ cause, note }) => (
        <span className={classes.cause}>
          <Typed lines={2}>{causeOf(cause) ?? note ?? t`not known`}</Typed>
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

/** The way from a figure to the movements that it should be made of: those of its batch, or of its place and day. */
function Leading({ of, children }: { of: Discrepancy; children: ReactNode }) {
  const { batch, product, location, businessDate } = of;
  if (batch) return <BatchFigureLink batch={batch.id}>{children}</BatchFigureLink>;
  const day = businessDate ?? undefined;
  return (
    <FigureLink product={product.id} view={{ place: location?.code, from: day, to: day }}>
      {children}
    </FigureLink>
  );
}
