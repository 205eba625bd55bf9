import '@mantine/core/styles/Switch.css';
import '@mantine/core/styles/InlineInput.css';
import { Switch } from '@mantine/core';
import { Trans, useLingui } from '@lingui/react/macro';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useFormat } from '../../format';
import { Panel } from '../../parts/Panel';
import { Tag, Typed } from '../../parts/Text';
import { VirtualTable, type Column } from '../../parts/VirtualTable';
import { Notice } from '../../states/Notice';
import { nextOf } from '../../states/next';
import { Failed, Waiting } from '../../states/states';
import { changesQuery, linesOf, type Line } from './changes';
import { useChangeWords, type Words } from './field-words';
import classes from './Changes.module.css';

function Outcome({ outcome }: { outcome: string }) {
  const { t } = useLingui();
  if (outcome === 'CREATED') return <Tag tone="good">{t`new`}</Tag>;
  if (outcome === 'UPDATED') return <Tag tone="watch">{t`changed`}</Tag>;
  return <Tag tone="plain">{t`unchanged`}</Tag>;
}

/** Where there is little room: before and after under what the row is about. */
const Narrow = ({ words }: { words: Words }) => (
  <small className={classes.narrow}>
    {words.name}: <bdi>{words.before}</bdi> → <bdi>{words.after}</bdi>
  </small>
);

function useColumns(): Column<Line>[] {
  const { t } = useLingui();
  const { number } = useFormat();
  const say = useChangeWords();
  const typed = (change: Line['change'], part: keyof Words) =>
    change && <Typed>{say(change)[part]}</Typed>;
  return [
    {
      key: 'row',
      title: t`Row`,
      width: '5rem',
      isFigure: true,
      cell: ({ row, isFirst }) => isFirst && number(row),
    },
    {
      key: 'what',
      title: t`What`,
      cell: ({ subject, outcome, isFirst, change }) => (
        <>
          {isFirst && (
            <>
              <Typed>{subject}</Typed> <Outcome outcome={outcome} />
            </>
          )}
          {change && <Narrow words={say(change)} />}
        </>
      ),
    },
    {
      key: 'field',
      title: t`Field`,
      isWide: true,
      cell: ({ change }) => typed(change, 'name'),
    },
    {
      key: 'before',
      title: t`Before`,
      isWide: true,
      cell: ({ change }) => typed(change, 'before'),
    },
    {
      key: 'after',
      title: t`After`,
      isWide: true,
      cell: ({ change }) => typed(change, 'after'),
    },
  ];
}

/** What each row of a file changes, before and after. */
export function Changes({ id, isDone }: { id: string; isDone: boolean }) {
  const { t } = useLingui();
  const format = useFormat();
  const columns = useColumns();
  const [changed, setChanged] = useState(true);
  const found = useInfiniteQuery(changesQuery(id, changed));
  const { data, error } = found;
  const rows = data?.pages.flatMap(({ importRun }) => importRun?.changes.nodes ?? []) ?? [];
  const total = data?.pages[0]?.importRun?.changes.totalCount ?? 0;
  return (
    <Panel
      icon="order"
      title={isDone ? <Trans>What has changed</Trans> : <Trans>What would change</Trans>}
      count={data && format.number(total)}
    >
      {!isDone && (
        <Switch
          m="sm"
          label={t`Only what changes`}
          checked={changed}
          onChange={(event) => setChanged(event.currentTarget.checked)}
        />
      )}
      {error && !data ? (
        <Failed error={error} retry={() => void found.refetch()} />
      ) : !data ? (
        <Waiting rows={4} />
      ) : rows.length === 0 ? (
        <Notice icon="check" title={t`No row changes anything`} />
      ) : (
        <VirtualTable
          label={t`What each row changes`}
          columns={columns}
          rows={linesOf(rows)}
          keyOf={({ key }) => key}
          {...nextOf(found)}
        />
      )}
    </Panel>
  );
}
