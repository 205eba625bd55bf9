import { useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { useFormat } from '../../format';
import { Asked } from './Asked';
import { writeOffQuery, type WriteOff } from './document';
import { By, DocumentFrame } from './DocumentFrame';
import { DocumentMovements } from './DocumentMovements';

/** A write-off of what had expired: its lines are its movements, one for each batch and place. */
export default function WriteOffPage() {
  const { id } = useParams({ from: '/shell/write-offs/$id' });
  return (
    <Asked of={useQuery(writeOffQuery(id))} document={({ expiryWriteOff }) => expiryWriteOff}>
      {(writeOff) => <Shown writeOff={writeOff} />}
    </Asked>
  );
}

function Shown({ writeOff }: { writeOff: WriteOff }) {
  const { t } = useLingui();
  const format = useFormat();
  const { id, actor, createdAt, businessDate, location } = writeOff;
  return (
    <DocumentFrame
      id={id}
      title={t`Write-off …${id.slice(-6)}`}
      facts={[
        [t`Business day`, format.day(businessDate)],
        [t`Place`, location ? <bdi key="place">{location.name}</bdi> : t`All places`],
        [t`Written by`, <By key="by" who={actor} when={format.time(createdAt)} />],
      ]}
    >
      <DocumentMovements id={id} />
    </DocumentFrame>
  );
}
