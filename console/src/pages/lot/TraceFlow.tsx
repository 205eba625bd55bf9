import { useLingui } from '@lingui/react/macro';
import { useMemo } from 'react';
import { useFormat } from '../../format';
import { Flow } from '../../parts/Flow';
import { flowOf } from './flow';
import type { LotTrace } from './lot';

/** Where a lot came from and where it went, as flows. The tables below it have the same figures. */
export default function TraceFlow({ trace }: { trace: LotTrace }) {
  const { t } = useLingui();
  const format = useFormat();
  const flow = useMemo(
    () =>
      flowOf(trace, {
        receipt: ({ supplier, reference, receivedAt }) =>
          [supplier ?? reference, format.time(receivedAt).split(',')[0]]
            .filter(Boolean)
            .join(' · '),
        sold: t`Sold`,
        stock: t`In stock`,
      }),
    [trace, format, t],
  );
  return (
    <Flow
      {...flow}
      label={t`Flow of the lot`}
      about={t`From receipts through places to sales: the tables below have the figures`}
      figure={(value) => `${format.number(value)} ${trace.lot.product.baseUnit}`}
    />
  );
}
