import { Plural, useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { Row, Rows } from '../../parts/Panel';
import { Code, Tag, Typed } from '../../parts/Text';
import { Notice } from '../../states/Notice';
import { Failed, Waiting } from '../../states/states';
import { useChangeWords } from '../import/field-words';
import { changesQuery } from './sync';

/** What each row of a source would change, before and after, and why. */
export function RunChanges({ id }: { id: string }) {
  const { t } = useLingui();
  const words = useChangeWords('there');
  const found = useQuery(changesQuery(id));
  const { data, error } = found;
  if (error && !data) return <Failed error={error} retry={() => void found.refetch()} />;
  if (!data) return <Waiting rows={2} />;
  const { nodes = [], totalCount = 0 } = data.syncRun?.changes ?? {};
  const causes: Record<string, string> = {
    ...{ CREATED: t`comes in`, UPDATED: t`changed there`, EXPORTED: t`sold or refunded here` },
  };
  return (
    <>
      <Rows>
        {nodes.map(({ key, action, subject, changes }) => (
          <Row
            key={key}
            title={<Typed>{subject}</Typed>}
            about={
              <>
                <Code>{key}</Code>
                {changes.map((change) => {
                  // What is written back is named by the columns there.
                  const { name, before, after } = words(change, action === 'EXPORTED');
                  return (
                    <span key={change.field} style={{ display: 'block' }}>
                      <bdi>{name}</bdi>: <bdi>{before}</bdi> → <bdi>{after}</bdi>
                    </span>
                  );
                })}
              </>
            }
            end={
              <Tag tone={action === 'CREATED' ? 'good' : 'watch'}>{causes[action] ?? action}</Tag>
            }
          />
        ))}
      </Rows>
      {totalCount > nodes.length && (
        <Notice
          icon="order"
          title={
            <Plural
              value={nodes.length}
              one="# row that changes is shown"
              other="The first # rows that change are shown"
            />
          }
        />
      )}
    </>
  );
}
