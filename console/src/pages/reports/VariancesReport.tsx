import { useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import type { ResultOf } from '@bincard/client';
import { query } from '../../api/query';
import { useFormat } from '../../format';
import { Bars } from '../../parts/Bars';
import { Panel } from '../../parts/Panel';
import { Shown } from '../../states/states';
import { VARIANCES } from './queries';
import { useMoney, useParts, type ReportColumn } from './report';
import { ReportTable } from './ReportTable';
import type { Asked } from './search';

type Line = ResultOf<typeof VARIANCES>['varianceReport'][0];

const GROUPS = ['REASON', 'PRODUCT', 'LOCATION', 'PERSON', 'MONTH'] as const;

/** What counts found too much and too little, and why. */
export default function VariancesReport({ asked }: { asked: Asked }) {
  const { t } = useLingui();
  const format = useFormat();
  const money = useMoney();
  const parts = useParts();
  const { from, to, place } = asked;
  const group = GROUPS.find((each) => each === asked.group) ?? 'REASON';
  const found = useQuery(query('report-variances', VARIANCES, { from, to, place, group }));
  const reasons: Record<string, string> = {
    ...{ UNEXPLAINED: t`not explained`, DAMAGE: t`damage`, THEFT: t`theft`, OTHER: t`other` },
    ...{ MISCOUNTED: t`counted wrongly`, MISPLACED: t`misplaced`, MIXED_UP: t`mixed up` },
    ...{ WRONG_UNIT: t`wrong unit`, SALE_NOT_RECORDED: t`sale not recorded` },
    ...{ RECEIPT_NOT_RECORDED: t`receipt not recorded` },
    ...{ TRANSFER_NOT_RECORDED: t`transfer not recorded` },
  };
  const nameOf = ({ key, product }: Line) =>
    product?.name ?? (group === 'REASON' ? (reasons[key] ?? key) : key);
  const titles = {
    ...{ REASON: t`Reason`, PRODUCT: t`Product`, LOCATION: t`Place` },
    ...{ PERSON: t`Who counted`, MONTH: t`Month` },
  };
  const columns: ReportColumn<Line>[] = [
    { key: 'key', title: titles[group], value: nameOf },
    parts.quantity('batches', t`Batches`, (line) => line.batches, true),
    parts.quantity('surplus', t`Too much`, (line) => line.surplus),
    parts.quantity('shortage', t`Too little`, (line) => line.shortage),
    parts.money('surplusValue', t`Worth`, (line) => line.surplusValue, true),
    parts.money('shortageValue', t`Worth, lost`, (line) => line.shortageValue, true),
    parts.money('value', t`Difference`, (line) => line.value),
    parts.quantity('unknown', t`Without a cost`, (line) => line.quantityWithoutCost, true),
  ];
  return (
    <Shown of={found} rows={6}>
      {({ varianceReport }) => (
        <>
          {varianceReport.length > 0 && (
            <Panel icon="count" title={t`Difference in value`}>
              <Bars
                label={t`Difference in value`}
                bars={varianceReport.map((line) => ({
                  ...{ key: line.key, name: nameOf(line), parts: [Number(line.value)] },
                  figure: money(line.value),
                }))}
              />
            </Panel>
          )}
          <ReportTable
            name="variances"
            title={t`Counts from ${format.day(from)} to ${format.day(to)}`}
            columns={columns}
            rows={varianceReport}
            keyOf={({ key }) => key}
            none={t`No count found a difference`}
          />
        </>
      )}
    </Shown>
  );
}
