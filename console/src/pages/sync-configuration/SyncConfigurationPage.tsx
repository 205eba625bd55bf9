import { Trans, useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { Page } from '../../shell/Page';
import { NotFound } from '../../states/pages';
import { Failed, Waiting } from '../../states/states';
import { SourceLinks } from '../sync/SourceLinks';
import { configurationQuery, typedOf } from './configuration';
import { ConfigurationForm } from './ConfigurationForm';

/** How a source is read and written, and a test of it. */
export default function SyncConfigurationPage() {
  const { t } = useLingui();
  const { id } = useParams({ from: '/shell/sync/$id/configuration' });
  const [saved, setSaved] = useState<string>();
  const { data, error, refetch } = useQuery({
    ...configurationQuery(id),
    // What is being typed is not overwritten by what others save meanwhile: saving says so.
    ...{ refetchOnWindowFocus: false, refetchOnReconnect: false },
  });
  if (error && !data) return <Failed page error={error} retry={() => void refetch()} />;
  if (!data) return <Waiting rows={8} />;
  const source = data.syncSource;
  if (!source) return <NotFound />;
  return (
    <Page
      title={t`Configuration`}
      about={
        <>
          <bdi>{source.name}</bdi>
          {!source.enabled && (
            <>
              {' · '}
              <Trans>automatic sync is off</Trans>
            </>
          )}
        </>
      }
    >
      <SourceLinks id={id} />
      <ConfigurationForm
        key={source.version}
        source={source}
        start={typedOf(source)}
        saved={saved === id}
        onSave={() => setSaved(id)}
      />
    </Page>
  );
}
