import { Button } from '@mantine/core';
import { Trans, useLingui } from '@lingui/react/macro';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { useFormat } from '../../format';
import { LinkButton } from '../../parts/LinkButton';
import { Panel, Row, Rows } from '../../parts/Panel';
import { Code, Typed } from '../../parts/Text';
import { Page } from '../../shell/Page';
import { Notice } from '../../states/Notice';
import { NotFound } from '../../states/pages';
import { Failed, Waiting } from '../../states/states';
import { Changes } from '../import/Changes';
import { Counts } from '../import/Counts';
import { ImportTag } from '../import/Runs';
import { useProblems } from '../import/words';
import { importRunQuery } from './run';
import classes from './ImportRunPage.module.css';

/** A file that was checked or brought in: its counts, and what was refused of it and why. */
export default function ImportRunPage() {
  const { t } = useLingui();
  const format = useFormat();
  const say = useProblems();
  const { id } = useParams({ from: '/shell/import/$id' });
  const found = useInfiniteQuery(importRunQuery(id));
  const { data, error } = found;
  if (error && !data) return <Failed page error={error} retry={() => void found.refetch()} />;
  if (!data) return <Waiting rows={6} />;
  const run = data.pages[0]?.importRun;
  if (!run) return <NotFound />;
  const problems = data.pages.flatMap((page) => page.importRun?.problems.nodes ?? []);
  return (
    <Page
      title={run.fileName}
      about={
        <>
          <ImportTag run={run} />{' '}
          <Trans>
            {format.time(run.startedAt)} by <bdi>{run.actor}</bdi>
          </Trans>
          {run.dryRun && ` · ${t`dry run`}`}
        </>
      }
      actions={
        <LinkButton to="/import" variant="default">
          <Trans>Bring a file in</Trans>
        </LinkButton>
      }
    >
      <div className={classes.parts}>
        <Panel icon="order" title={<Trans>What became of its rows</Trans>}>
          {run.failure !== null && (
            <Notice icon="alarm" title={run.message ?? run.failure} text={run.failure} />
          )}
          <Counts run={run} />
          {problems.length > 0 && (
            <Rows>
              {problems.map((problem, at) => (
                <Row
                  key={`${at}`}
                  title={<Typed lines={3}>{say(problem).message}</Typed>}
                  about={
                    <>
                      <Trans>row {format.number(problem.row)}</Trans>
                      {problem.column !== null && (
                        <>
                          {' · '}
                          <bdi>{problem.column}</bdi>
                        </>
                      )}
                      {' · '}
                      <Code>{problem.code}</Code>
                      {say(problem).hint !== undefined && (
                        <>
                          {' · '}
                          {say(problem).hint}
                        </>
                      )}
                    </>
                  }
                  end={problem.value !== null && <Typed>{problem.value}</Typed>}
                />
              ))}
            </Rows>
          )}
          {found.hasNextPage && (
            <Button variant="subtle" m="sm" onClick={() => void found.fetchNextPage()}>
              <Trans>Show more</Trans>
            </Button>
          )}
        </Panel>
        {run.kind !== 'CHANNEL' && (run.dryRun || run.dryRunId !== null) && (
          <Changes id={run.id} isDone={!run.dryRun} />
        )}
      </div>
    </Page>
  );
}
