import { Trans, useLingui } from '@lingui/react/macro';
import { PageLink, PageLinks } from '../../parts/PageLinks';

/** The four pages of sync, for one source. */
export function SourceLinks({ id }: { id: string }) {
  const { t } = useLingui();
  return (
    <PageLinks label={t`Sync`}>
      <PageLink to="/sync">
        <Trans>Overview</Trans>
      </PageLink>
      <PageLink to="/sync/$id/rows" params={{ id }}>
        <Trans>Choose rows</Trans>
      </PageLink>
      <PageLink to="/sync/$id/configuration" params={{ id }}>
        <Trans>Configuration</Trans>
      </PageLink>
      <PageLink to="/sync/$id/log" params={{ id }}>
        <Trans>Log</Trans>
      </PageLink>
    </PageLinks>
  );
}
