import { Trans, useLingui } from '@lingui/react/macro';
import { Page } from '../../shell/Page';
import { EMPTY } from './configuration';
import { ConfigurationForm } from './ConfigurationForm';

/** Adds an external source, switched off until a dry run of it was looked at. */
export default function SyncNewPage() {
  const { t } = useLingui();
  return (
    <Page
      title={t`Add a source`}
      about={<Trans>It is added switched off; nothing comes in before you have looked.</Trans>}
    >
      <ConfigurationForm source={undefined} start={EMPTY} />
    </Page>
  );
}
