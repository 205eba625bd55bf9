import { Trans, useLingui } from '@lingui/react/macro';
import { verifyProof } from '@bincard/client';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { ask } from '../../api/api';
import { useFormat } from '../../format';
import { Panel } from '../../parts/Panel';
import { Code, Tag, Typed } from '../../parts/Text';
import { VirtualTable, type Column } from '../../parts/VirtualTable';
import { Notice } from '../../states/Notice';
import { Failed, Shown } from '../../states/states';
import { daysQuery, type Day } from './integrity';
import { Proof, type Proven } from './Proof';
import { CONSISTENCY } from './queries';

const DAYS = 400;

/** The closed days; this browser itself verifies that none of them was rewritten. */
export function ClosedDays() {
  const { t } = useLingui();
  const format = useFormat();
  const days = useQuery(daysQuery(format.today(DAYS)));
  const [proven, setProven] = useState<Proven>();
  const [error, setError] = useState<unknown>();
  const signed = days.data?.closedDays.filter(({ keyId }) => keyId !== null) ?? [];
  const verify = async (kept?: string) => {
    setError(undefined);
    try {
      const [from, to] = [signed[0]!.businessDate, signed.at(-1)!.businessDate];
      const { checkpointConsistency } = await ask(CONSISTENCY, { from, to });
      const keys = days.data!.signingKeys.map(
        ({ x }) => ({ crv: 'Ed25519', kty: 'OKP', x }) as const,
      );
      const trust = { keys, ...(kept !== undefined && { kept }) };
      const verdict = await verifyProof(checkpointConsistency.content, trust);
      setProven({ verdict, ...checkpointConsistency });
    } catch (failure) {
      setProven(undefined);
      setError(failure);
    }
  };
  return (
    <Panel icon="lock" title={<Trans>Closed days</Trans>} count={days.data?.closedDays.length}>
      <Shown of={days} rows={4}>
        {({ closedDays }) =>
          closedDays.length === 0 ? (
            <Notice icon="today" title={t`No day is closed yet`} />
          ) : (
            <>
              {signed.length > 0 && <Proof verify={verify} proven={proven} />}
              {error !== undefined && <Failed error={error} />}
              <Table days={closedDays} />
            </>
          )
        }
      </Shown>
    </Panel>
  );
}

function Table({ days }: { days: readonly Day[] }) {
  const { t } = useLingui();
  const format = useFormat();
  const columns: Column<Day>[] = [
    { key: 'day', title: t`Day`, width: '8.5rem', cell: (day) => format.day(day.businessDate) },
    {
      key: 'signed',
      title: t`Signed`,
      width: '8rem',
      cell: ({ keyId }) =>
        keyId ? <Tag tone="good">{t`signed`}</Tag> : <Tag tone="watch">{t`not yet`}</Tag>,
    },
    {
      key: 'movements',
      title: t`Movements`,
      width: '8rem',
      isFigure: true,
      cell: ({ dayMovements }) => format.number(dayMovements),
    },
    {
      key: 'chains',
      title: t`Chains`,
      width: '7rem',
      isFigure: true,
      isWide: true,
      cell: ({ chains }) => format.number(chains),
    },
    {
      key: 'who',
      title: t`Closed by`,
      width: '12rem',
      isWide: true,
      cell: ({ closedBy }) => <Typed>{closedBy}</Typed>,
    },
    {
      key: 'root',
      title: t`Root of the log`,
      isWide: true,
      cell: ({ logRoot }) => <Code>{logRoot}</Code>,
    },
  ];
  return (
    <VirtualTable
      label={t`Closed days`}
      columns={columns}
      rows={[...days].reverse()}
      keyOf={({ businessDate }) => businessDate}
      total={days.length}
    />
  );
}
