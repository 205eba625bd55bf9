import { useLingui } from '@lingui/react/macro';
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { useFormat } from '../../format';
import { Code, Typed } from '../../parts/Text';
import { Narrow, type Column } from '../../parts/VirtualTable';
import { AssemblyTag } from '../document/tags';
import { useCommon } from './columns';
import { assembliesQuery, type AssemblyRow } from './documents';
import { DocumentsFrame } from './DocumentsFrame';

/** Sets that were put together in advance. */
export default function AssembliesPage() {
  const { t } = useLingui();
  const format = useFormat();
  const navigate = useNavigate();
  const { place } = useSearch({ from: '/shell/assemblies' });
  const common = useCommon();
  const columns: Column<AssemblyRow>[] = [
    {
      key: 'number',
      title: t`Assembly`,
      width: '11rem',
      cell: ({ id, createdAt }) => (
        <>
          <Link to="/assemblies/$id" params={{ id }}>
            <Code>{`…${id.slice(-6)}`}</Code>
          </Link>
          <Narrow>{format.time(createdAt)}</Narrow>
        </>
      ),
    },
    {
      key: 'what',
      title: t`What`,
      cell: ({ quantity, product }) => (
        <>
          {format.number(quantity)} {product.baseUnit} <Typed>{product.name}</Typed>
        </>
      ),
    },
    {
      key: 'status',
      title: t`Status`,
      width: '9rem',
      cell: (row) => <AssemblyTag status={row.status} />,
    },
    ...common((row: AssemblyRow) => ({ ...row, when: row.createdAt, who: row.actor })),
  ];
  return (
    <DocumentsFrame
      title={t`Assemblies`}
      of={useInfiniteQuery({ ...assembliesQuery({ place }), placeholderData: keepPreviousData })}
      columns={columns}
      place={place}
      onPlace={(chosen) =>
        void navigate({ to: '/assemblies', search: { place: chosen }, replace: true })
      }
    />
  );
}
