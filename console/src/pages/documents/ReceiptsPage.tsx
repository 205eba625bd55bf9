import { Trans, useLingui } from '@lingui/react/macro';
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { useFormat } from '../../format';
import { LinkButton } from '../../parts/LinkButton';
import { Code, Typed } from '../../parts/Text';
import { Narrow, type Column } from '../../parts/VirtualTable';
import { useMe } from '../../session/session';
import { ReceiptTag } from '../document/tags';
import { useCommon } from './columns';
import { receiptsQuery, type ReceiptRow } from './documents';
import { DocumentsFrame } from './DocumentsFrame';

/** Deliveries that came in. */
export default function ReceiptsPage() {
  const { t } = useLingui();
  const format = useFormat();
  const { may } = useMe();
  const navigate = useNavigate();
  const { place } = useSearch({ from: '/shell/receipts' });
  const common = useCommon();
  const columns: Column<ReceiptRow>[] = [
    {
      key: 'number',
      title: t`Receipt`,
      width: '13rem',
      cell: ({ id, reference, receivedAt }) => (
        <>
          <Link to="/receipts/$id" params={{ id }}>
            <Code>{reference ?? `…${id.slice(-6)}`}</Code>
          </Link>
          <Narrow>{format.time(receivedAt)}</Narrow>
        </>
      ),
    },
    {
      key: 'supplier',
      title: t`Supplier`,
      isWide: true,
      cell: ({ supplier }) => supplier && <Typed>{supplier}</Typed>,
    },
    {
      key: 'status',
      title: t`Status`,
      width: '8rem',
      cell: (row) => <ReceiptTag voided={row.voided} />,
    },
    ...common((row: ReceiptRow) => ({ ...row, when: row.receivedAt, who: row.actor })),
  ];
  return (
    <DocumentsFrame
      title={t`Receipts`}
      of={useInfiniteQuery({
        ...receiptsQuery({ place }),
        placeholderData: keepPreviousData,
      })}
      columns={columns}
      place={place}
      onPlace={(chosen) =>
        void navigate({ to: '/receipts', search: { place: chosen }, replace: true })
      }
      actions={
        may('receiveStock') && (
          <LinkButton to="/receive">
            <Trans>Receive</Trans>
          </LinkButton>
        )
      }
    />
  );
}
