import { useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { Page } from '../../shell/Page';
import { NotFound } from '../../states/pages';
import { Failed, Waiting } from '../../states/states';
import { CountStatusTag } from '../counts/CountStatusTag';
import { countQuery, type Count } from './count';
import { Counter } from './Counter';
import { Figures } from './Figures';

/** A stock count: counting while it is open, what was found once it is posted. */
export default function CountPage() {
  const { id } = useParams({ from: '/shell/counts/$id' });
  const { data, error, refetch } = useQuery(countQuery(id));
  if (error && !data) return <Failed page error={error} retry={() => void refetch()} />;
  if (!data) return <Waiting rows={8} />;
  if (!data.stockCount) return <NotFound />;
  return data.stockCount.status === 'OPEN' ? (
    <Counter key={id} count={data.stockCount} />
  ) : (
    <Ended count={data.stockCount} />
  );
}

function Ended({ count }: { count: Count }) {
  const { t } = useLingui();
  return (
    <Page
      title={t`Count of ${count.location.name}`}
      about={<CountStatusTag status={count.status} automatic={count.automatic} />}
    >
      <Figures count={count} />
    </Page>
  );
}
