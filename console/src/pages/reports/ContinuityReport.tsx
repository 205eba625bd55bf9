import { useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import type { ResultOf } from '@bincard/client';
import { query } from '../../api/query';
import { useFormat } from '../../format';
import { Shown } from '../../states/states';
import { CONTINUITY } from './queries';
import { useParts, type ReportColumn } from './report';
import { ProductCell, ReportTable } from './ReportTable';
import type { Asked } from './search';

type Line = ResultOf<typeof CONTINUITY>['continuityBreaks'][0];

/** Days that do not begin with what the day before ended with: there should be none. */
export default function ContinuityReport({ asked: { from, to } }: { asked: Asked }) {
  const { t } = useLingui();
  const format = useFormat();
  const parts = useParts();
  const found = useQuery(query('report-continuity', CONTINUITY, { from, to }));
  const columns: ReportColumn<Line>[] = [
    {
      ...{ key: 'day', title: t`Day`, width: '8rem' },
      value: ({ businessDate }) => businessDate,
      show: ({ businessDate }) => format.day(businessDate),
    },
    {
      key: 'product',
      title: t`Product`,
      value: ({ product }) => product.name,
      show: ({ product }) => <ProductCell product={product} />,
    },
    parts.sku(),
    parts.place(),
    parts.quantity('before', t`Ended with`, (line) => line.previousClosing),
    parts.quantity('opening', t`Began with`, (line) => line.opening),
  ];
  return (
    <Shown of={found} rows={4}>
      {({ continuityBreaks }) => (
        <ReportTable
          name="continuity"
          title={t`Gaps from ${format.day(from)} to ${format.day(to)}`}
          columns={columns}
          rows={continuityBreaks}
          keyOf={(line) => line.businessDate + line.product.id + line.location.code}
          none={t`Each day begins with what the day before ended with`}
        />
      )}
    </Shown>
  );
}
