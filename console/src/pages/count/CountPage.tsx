import { useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { useEffect } from 'react';
import { Unanswered } from '../../api/api';
import { queryClient } from '../../api/query';
import { keepCount } from './sheet';
import { useMe } from '../../session/session';
import { Page } from '../../shell/Page';
import { Notice } from '../../states/Notice';
import { NotFound } from '../../states/pages';
import { Failed, Waiting } from '../../states/states';
import { CountStatusTag } from '../counts/CountStatusTag';
import { countQuery, type Count } from './count';
import { Counter } from './Counter';
import { Figures } from './Figures';
import panel from '../../parts/Panel.module.css';

/** A stock count: counting while it is open, what was found once it is posted. */
export default function CountPage() {
  const { id } = useParams({ from: '/shell/counts/$id' });
  const { may, owner } = useMe();
  const { data, error, refetch } = useQuery(countQuery(id));
  useEffect(() => {
    // Where the browser keeps nothing, the page works as before.
    if (data) void keepCount(owner, id).catch(() => undefined);
  }, [owner, id, data]);
  useEffect(() => {
    const again = () => void queryClient.invalidateQueries();
    addEventListener('online', again);
    return () => removeEventListener('online', again);
  }, []);
  if (error && !data) return <Failed page error={error} retry={() => void refetch()} />;
  if (!data) return <Waiting rows={8} />;
  if (!data.stockCount) return <NotFound />;
  return data.stockCount.status === 'OPEN' && may('recordCount') ? (
    <Counter key={id} count={data.stockCount} isLost={error instanceof Unanswered} />
  ) : (
    <Read key={id} count={data.stockCount} />
  );
}

/** A count that has ended, or that the reader's role does not count. */
function Read({ count }: { count: Count }) {
  const { t } = useLingui();
  return (
    <Page
      title={t`Count of ${count.location.name}`}
      about={<CountStatusTag status={count.status} automatic={count.automatic} />}
    >
      {count.status === 'OPEN' && count.blind ? (
        <section className={panel.panel}>
          <Notice
            icon="count"
            title={t`The count is blind`}
            text={t`What was found is shown once it is posted.`}
          />
        </section>
      ) : (
        <Figures count={count} />
      )}
    </Page>
  );
}
