import { Trans, useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useEffect } from 'react';
import { useFormat } from '../../format';
import { makeInstallable } from '../../offline/install';
import { Panel, Row, Rows } from '../../parts/Panel';
import { Tag } from '../../parts/Text';
import { useMe } from '../../session/session';
import { Page } from '../../shell/Page';
import { Notice } from '../../states/Notice';
import { Shown } from '../../states/states';
import { countsQuery } from './counts';
import { CountStatusTag } from './CountStatusTag';
import { Due } from './Due';
import { StartAll } from './StartAll';
import classes from './CountsPage.module.css';

/** Counts that are open, what is due to be counted, and the last that were posted. */
export default function CountsPage() {
  const { t } = useLingui();
  const format = useFormat();
  const { may } = useMe();
  const counts = useQuery(countsQuery);
  useEffect(makeInstallable, []);
  return (
    <Page title={t`Count`}>
      <div className={classes.panels}>
        <Panel
          icon="count"
          title={t`Open`}
          count={counts.data && format.number(counts.data.open.nodes.length)}
        >
          <Shown of={counts}>
            {({ open: { nodes } }) =>
              nodes.length === 0 ? (
                <Notice icon="check" title={t`No count is open`} />
              ) : (
                <Rows>
                  {nodes.map(({ id, blind, location, lines, startedAt, startedBy }) => (
                    <Row
                      key={id}
                      title={
                        <Link to="/counts/$id" params={{ id }}>
                          {location.name}
                        </Link>
                      }
                      about={
                        <Trans>
                          by <bdi>{startedBy}</bdi>, {format.ago(startedAt)}
                        </Trans>
                      }
                      end={
                        <Trans>
                          {format.number(
                            lines.filter(({ counted, state }) =>
                              blind ? state === 'SETTLED' : counted,
                            ).length,
                          )}{' '}
                          of {format.number(lines.length)}
                        </Trans>
                      }
                      below={blind ? <Tag tone="plain">{t`blind`}</Tag> : undefined}
                    />
                  ))}
                </Rows>
              )
            }
          </Shown>
        </Panel>
        <Due />
        <Panel icon="check" title={t`Posted last`}>
          <Shown of={counts}>
            {({ posted: { nodes } }) =>
              nodes.length === 0 ? (
                <Notice icon="count" title={t`No count has been posted`} />
              ) : (
                <Rows>
                  {nodes.map((count) => (
                    <Row
                      key={count.id}
                      title={
                        <Link to="/counts/$id" params={{ id: count.id }}>
                          {count.location.name}
                        </Link>
                      }
                      about={
                        <Trans>
                          by <bdi>{count.postedBy ?? ''}</bdi>, {format.ago(count.postedAt!)}
                        </Trans>
                      }
                      end={<CountStatusTag {...count} />}
                    />
                  ))}
                </Rows>
              )
            }
          </Shown>
        </Panel>
        {may('startStockCount') && <StartAll />}
      </div>
    </Page>
  );
}
