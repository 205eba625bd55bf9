import { Trans, useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { LinkButton } from '../../parts/LinkButton';
import { Page } from '../../shell/Page';
import { Notice } from '../../states/Notice';
import { Shown } from '../../states/states';
import { SourcePanel } from './SourcePanel';
import { sourcesQuery } from './sync';
import panel from '../../parts/Panel.module.css';
import classes from './SyncPage.module.css';

/** The external sources: what is available for import, what came in, and when each runs by itself. */
export default function SyncPage() {
  const { t } = useLingui();
  const sources = useQuery(sourcesQuery);
  return (
    <Page
      title={t`Sync`}
      about={<Trans>Inventories that other programs keep in files of their own.</Trans>}
      actions={
        <LinkButton to="/sync/new" variant="default">
          <Trans>Add a source</Trans>
        </LinkButton>
      }
    >
      <Shown of={sources} rows={6}>
        {({ syncSources }) =>
          syncSources.length === 0 ? (
            <section className={panel.panel}>
              <Notice
                icon="sync"
                title={<Trans>There is no external source yet</Trans>}
                text={
                  <Trans>
                    A source is a table of an SQLite file that another program keeps. Its rows come
                    in as stock, and what is sold here is written back.
                  </Trans>
                }
              />
            </section>
          ) : (
            <div className={classes.sources}>
              {syncSources.map((source) => (
                <SourcePanel key={source.id} source={source} />
              ))}
            </div>
          )
        }
      </Shown>
    </Page>
  );
}
