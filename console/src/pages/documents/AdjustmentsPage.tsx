import { useLingui } from '@lingui/react/macro';
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { useFormat } from '../../format';
import { Code, Typed } from '../../parts/Text';
import { Narrow, type Column } from '../../parts/VirtualTable';
import { useCauses } from '../approvals/kinds';
import { AdjustmentTag } from '../document/tags';
import { useCommon } from './columns';
import { adjustmentsQuery, type AdjustmentRow } from './documents';
import { DocumentsFrame } from './DocumentsFrame';

/** Adjustments that were asked for, whatever has become of them. */
export default function AdjustmentsPage() {
  const { t } = useLingui();
  const format = useFormat();
  const causes = useCauses();
  const navigate = useNavigate();
  const { place } = useSearch({ from: '/shell/adjustments' });
  const common = useCommon();
  const columns: Column<AdjustmentRow>[] = [
    {
      key: 'number',
      title: t`Adjustment`,
      width: '7rem',
      cell: ({ id, type }) => (
        <>
          <Link to="/adjustments/$id" params={{ id }}>
            <Code>{`…${id.slice(-6)}`}</Code>
          </Link>
          <Narrow>{causes[type]}</Narrow>
        </>
      ),
    },
    {
      key: 'what',
      title: t`What`,
      isWide: true,
      cell: ({ type, quantity, batch: { product } }) => (
        <>
          {causes[type]}: {format.signed(quantity)} {product.baseUnit} <Typed>{product.name}</Typed>
        </>
      ),
    },
    {
      key: 'status',
      title: t`Status`,
      width: '10rem',
      cell: (row) => <AdjustmentTag status={row.status} />,
    },
    ...common((row: AdjustmentRow) => ({ ...row, when: row.requestedAt, who: row.requestedBy })),
  ];
  return (
    <DocumentsFrame
      title={t`Adjustments`}
      of={useInfiniteQuery({ ...adjustmentsQuery({ place }), placeholderData: keepPreviousData })}
      columns={columns}
      place={place}
      onPlace={(chosen) =>
        void navigate({ to: '/adjustments', search: { place: chosen }, replace: true })
      }
    />
  );
}
