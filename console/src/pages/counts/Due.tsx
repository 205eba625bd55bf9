import { Button } from '@mantine/core';
import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { ask } from '../../api/api';
import { queryClient } from '../../api/query';
import { useFormat } from '../../format';
import { Outcome } from '../../forms/Outcome';
import { useSend } from '../../forms/send';
import { Panel, Row, Rows } from '../../parts/Panel';
import { useMe } from '../../session/session';
import { Notice } from '../../states/Notice';
import { Shown } from '../../states/states';
import { duePlaces, dueQuery } from './counts';
import { START_DUE } from './queries';

/** What one person counts in a morning. */
const MOST_PRODUCTS = 50;

/** What is due to be counted by the plan of its class, place by place. */
export function Due() {
  const { t } = useLingui();
  const format = useFormat();
  const { may } = useMe();
  const navigate = useNavigate();
  const due = useQuery(dueQuery);
  const total = due.data?.countsDue.filter(({ stockCount }) => stockCount === null).length;
  const send = useSend((place: string, key) =>
    ask(START_DUE, { place, key, blind: true, products: MOST_PRODUCTS }),
  );
  const start = async (place: string) => {
    const answer = await send.submit(place);
    if (!answer) return;
    await Promise.all(
      ['counts', 'counts-due'].map((name) => queryClient.invalidateQueries({ queryKey: [name] })),
    );
    const id = answer.startDueCount?.id;
    if (id) await navigate({ to: '/counts/$id', params: { id } });
  };
  return (
    <Panel icon="expiry" title={t`Due`} count={total !== undefined && format.number(total)}>
      <Outcome sending={send.sending} rest={send.refusals} onForget={send.forget} />
      <Shown of={due}>
        {(data) => {
          const places = duePlaces(data);
          if (places.length === 0) return <Notice icon="check" title={t`Nothing is due`} />;
          return (
            <Rows>
              {places.map(({ code, name, due: all }) => (
                <Row
                  key={code}
                  title={name}
                  about={
                    <>
                      <Plural value={all.length} one="# product" other="# products" />
                      {' · '}
                      {(['A', 'B', 'C'] as const)
                        .map((each) => [each, all.filter((one) => one.class === each).length])
                        .filter(([, count]) => count !== 0)
                        .map(([each, count]) => `${count} ${each}`)
                        .join(', ')}
                      {' · '}
                      <Trans>
                        longest {format.number(Math.max(...all.map((one) => one.daysOverdue)))} days
                        over
                      </Trans>
                    </>
                  }
                  end={
                    may('startDueCount') && (
                      <Button
                        size="xs"
                        disabled={send.sending.state === 'sending'}
                        onClick={() => void start(code)}
                      >
                        <Trans>Count {format.number(Math.min(all.length, MOST_PRODUCTS))}</Trans>
                      </Button>
                    )
                  }
                />
              ))}
            </Rows>
          );
        }}
      </Shown>
    </Panel>
  );
}
