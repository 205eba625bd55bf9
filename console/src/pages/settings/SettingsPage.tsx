import { useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { Page } from '../../shell/Page';
import { Shown } from '../../states/states';
import { settingsQuery } from './settings';
import { SettingsForm } from './SettingsForm';

/** What holds for the tenant as a whole. */
export default function SettingsPage() {
  const { t } = useLingui();
  const settings = useQuery(settingsQuery);
  const { name, code } = settings.data?.settings ?? {};
  return (
    <Page title={t`Settings`} about={name && <bdi>{`${name} · ${code ?? ''}`}</bdi>}>
      <Shown of={settings} rows={5}>
        {(data) => <SettingsForm settings={data.settings} />}
      </Shown>
    </Page>
  );
}
