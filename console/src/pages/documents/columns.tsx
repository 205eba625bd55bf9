import { useLingui } from '@lingui/react/macro';
import { useFormat } from '../../format';
import { Typed } from '../../parts/Text';
import type { Column } from '../../parts/VirtualTable';

/** What every document has, wherever there is room for it. */
interface Common {
  readonly location: { readonly code: string } | null;
  readonly businessDate: string | null;
  readonly when: string;
  readonly who: string;
}

/** The columns that documents of every kind have. */
export function useCommon() {
  const { t } = useLingui();
  const format = useFormat();
  return <Row,>(of: (row: Row) => Common): Column<Row>[] => [
    {
      key: 'place',
      title: t`Place`,
      width: '6rem',
      isWide: true,
      cell: (row) => of(row).location?.code ?? t`All places`,
    },
    {
      key: 'who',
      title: t`Who`,
      width: '9rem',
      isWide: true,
      cell: (row) => <Typed>{of(row).who}</Typed>,
    },
    {
      key: 'day',
      title: t`Business day`,
      width: '8rem',
      isWide: true,
      cell: (row) => {
        const { businessDate } = of(row);
        return businessDate === null ? '–' : format.day(businessDate);
      },
    },
    {
      key: 'when',
      title: t`When`,
      width: '11rem',
      isWide: true,
      cell: (row) => format.time(of(row).when),
    },
  ];
}
