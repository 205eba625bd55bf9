import { useLingui } from '@lingui/react/macro';
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { useFormat } from '../../format';
import { Code } from '../../parts/Text';
import { Narrow, type Column } from '../../parts/VirtualTable';
import { useCommon } from './columns';
import { writeOffsQuery, type WriteOffRow } from './documents';
import { DocumentsFrame } from './DocumentsFrame';

/** Write-offs of what had expired. */
export default function WriteOffsPage() {
  const { t } = useLingui();
  const format = useFormat();
  const navigate = useNavigate();
  const { place } = useSearch({ from: '/shell/write-offs' });
  const common = useCommon();
  const columns: Column<WriteOffRow>[] = [
    {
      key: 'number',
      title: t`Write-off`,
      cell: ({ id, createdAt }) => (
        <>
          <Link to="/write-offs/$id" params={{ id }}>
            <Code>{`…${id.slice(-6)}`}</Code>
          </Link>
          <Narrow>{format.time(createdAt)}</Narrow>
        </>
      ),
    },
    ...common((row: WriteOffRow) => ({ ...row, when: row.createdAt, who: row.actor })),
  ];
  return (
    <DocumentsFrame
      title={t`Write-offs`}
      of={useInfiniteQuery({ ...writeOffsQuery({ place }), placeholderData: keepPreviousData })}
      columns={columns}
      place={place}
      onPlace={(chosen) =>
        void navigate({ to: '/write-offs', search: { place: chosen }, replace: true })
      }
    />
  );
}
