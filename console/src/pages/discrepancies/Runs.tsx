import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useFormat } from '../../format';
import { Panel, Row, Rows } from '../../parts/Panel';
import { Tag } from '../../parts/Text';
import { Notice } from '../../states/Notice';
import { Shown } from '../../states/states';
import { runsQuery } from './discrepancies';

/** The last comparisons, by people and on schedule. */
export function Runs({ shown }: { shown: string | undefined }) {
  const { t } = useLingui();
  const format = useFormat();
  const runs = useQuery(runsQuery);
  return (
    <Panel icon="count" title={t`Comparisons`}>
      <Shown of={runs}>
        {({ reconciliationRuns: { nodes } }) =>
          nodes.length === 0 ? (
            <Notice icon="count" title={t`None so far`} />
          ) : (
            <Rows>
              {nodes.map(({ id, actor, startedAt, trigger, appliedCount, productsCompared }) => (
                <Row
                  key={id}
                  title={
                    <Link
                      to="/discrepancies"
                      search={{ run: id }}
                      aria-current={id === shown || undefined}
                    >
                      {format.time(startedAt)}
                    </Link>
                  }
                  about={
                    <>
                      {trigger === 'SCHEDULED' ? <Trans>on schedule</Trans> : <bdi>{actor}</bdi>} ·{' '}
                      <Plural value={productsCompared} one="# product" other="# products" />
                    </>
                  }
                  end={
                    appliedCount > 0 && (
                      <Tag tone="good">{t`${format.number(appliedCount)} repaired`}</Tag>
                    )
                  }
                />
              ))}
            </Rows>
          )
        }
      </Shown>
    </Panel>
  );
}
