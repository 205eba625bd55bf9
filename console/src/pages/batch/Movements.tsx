import { useLingui } from '@lingui/react/macro';
import { useFormat } from '../../format';
import { Code, Tag, Typed } from '../../parts/Text';
import { Narrow, VirtualTable } from '../../parts/VirtualTable';
import { DocumentLink } from '../product/DocumentLink';
import { useKinds } from '../product/kinds';
import type { BatchMovement } from './batch';
import type { Verdicts } from './proof';

/** Every movement of a batch, with its place in its chain and what was found of it. */
export function Movements(props: {
  rows: readonly BatchMovement[];
  total: number;
  verdicts: Verdicts;
  more: (() => void) | undefined;
  /** Asks again for the next rows, which did not come. */
  retry: (() => void) | undefined;
}) {
  const { rows, total, verdicts, more, retry } = props;
  const { t } = useLingui();
  const format = useFormat();
  const kinds = useKinds();
  const states = { proven: t`proven`, open: t`open day`, wrong: t`wrong` };
  const tones = { proven: 'good', open: 'plain', wrong: 'bad' } as const;
  return (
    <VirtualTable
      label={t`Movements`}
      rows={rows}
      keyOf={({ id }) => id}
      total={total}
      more={more}
      retry={retry}
      columns={[
        {
          key: 'day',
          title: t`Day`,
          width: '7.5rem',
          isWide: true,
          cell: (row) => format.day(row.businessDate),
        },
        {
          key: 'what',
          title: t`What`,
          cell: (row) => (
            <>
              <DocumentLink of={row}>{kinds[row.kind]}</DocumentLink>
              {row.reason !== null && <Typed>{` · ${row.reason}`}</Typed>}
              <Narrow>{format.day(row.businessDate)}</Narrow>
            </>
          ),
        },
        {
          key: 'place',
          title: t`Place`,
          width: '7rem',
          isWide: true,
          cell: (row) => row.location.code,
        },
        {
          key: 'who',
          title: t`Who`,
          width: '10rem',
          isWide: true,
          cell: (row) => <Typed>{row.actor}</Typed>,
        },
        {
          key: 'hash',
          title: t`Hash`,
          width: '8rem',
          isWide: true,
          cell: ({ hash }) => (
            <span title={hash}>
              <Code>{`${hash.slice(0, 10)}…`}</Code>
            </span>
          ),
        },
        {
          key: 'change',
          title: t`Change`,
          width: '5.5rem',
          isFigure: true,
          cell: (row) => format.signed(row.quantity),
        },
        {
          key: 'balance',
          title: t`Balance`,
          width: '6rem',
          isFigure: true,
          isWide: true,
          cell: (row) => format.number(row.balanceAfter),
        },
        {
          key: 'proof',
          title: t`Proof`,
          width: '7rem',
          cell: ({ id }) => {
            const state = verdicts.get(id)?.state;
            return state && <Tag tone={tones[state]}>{states[state]}</Tag>;
          },
        },
      ]}
    />
  );
}
