import '@mantine/core/styles/Input.css';
import { Button, TextInput } from '@mantine/core';
import { Trans, useLingui } from '@lingui/react/macro';
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { ask } from '../../api/api';
import { csvOf, saveCsv } from '../../csv';
import { useFormat } from '../../format';
import { VirtualTable } from '../../parts/VirtualTable';
import { Page } from '../../shell/Page';
import { Notice } from '../../states/Notice';
import { nextOf } from '../../states/next';
import { Failed, Waiting } from '../../states/states';
import { correctionsChanged, correctionsQuery, type Correction } from './channels';
import { useColumns } from './columns';
import { MARK_SENT } from './queries';
import panel from '../../parts/Panel.module.css';
import filters from '../products/Filters.module.css';

/** What channels are to show instead of what they do: to be sent by their connector, or by a file. */
export default function ChannelsPage() {
  const { t } = useLingui();
  const format = useFormat();
  const navigate = useNavigate();
  const search = useSearch({ from: '/shell/channels' });
  const [failure, setFailure] = useState<unknown>();
  const found = useInfiniteQuery({
    ...correctionsQuery(search),
    placeholderData: keepPreviousData,
  });
  const { data, error } = found;
  const rows = data?.pages.flatMap((page) => page.channelCorrections.nodes) ?? [];
  const due = rows.filter((row) => row.due);
  const sent = ({ id }: Correction) =>
    void ask(MARK_SENT, { id }).then(correctionsChanged, setFailure);
  const columns = useColumns(sent);
  const save = () =>
    saveCsv(
      `corrections-${format.today()}.csv`,
      csvOf(
        ['channel', 'sku', 'location', 'field', 'value'],
        due.map((row) => [
          ...[row.channel, row.product.sku, row.location?.code ?? '', row.field, row.quantity],
        ]),
      ),
    );
  return (
    <Page
      title={t`Channels`}
      about={<Trans>Corrections that a channel is to take over.</Trans>}
      actions={
        due.length > 0 && (
          <Button variant="default" onClick={save}>
            <Trans>CSV of what is to send</Trans>
          </Button>
        )
      }
    >
      <div className={filters.filters}>
        <TextInput
          aria-label={t`Channel`}
          placeholder={t`Channel`}
          defaultValue={search.channel ?? ''}
          onChange={({ currentTarget: { value } }) =>
            void navigate({
              ...{ to: '/channels', replace: true },
              search: { channel: value || undefined },
            })
          }
        />
      </div>
      {failure !== undefined && <Failed error={failure} />}
      <section className={panel.panel} style={{ overflow: 'clip' }}>
        {error && !data ? (
          <Failed error={error} retry={() => void found.refetch()} />
        ) : !data ? (
          <Waiting rows={6} />
        ) : rows.length === 0 ? (
          <Notice
            icon="check"
            title={t`Nothing is to be corrected`}
            text={t`Discrepancies compares what channels show with what can be sold.`}
          />
        ) : (
          <VirtualTable
            label={t`Corrections`}
            columns={columns}
            rows={rows}
            keyOf={({ id }) => id}
            total={data.pages[0]?.channelCorrections.totalCount}
            {...nextOf(found)}
          />
        )}
      </section>
    </Page>
  );
}
