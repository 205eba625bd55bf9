import { Button } from '@mantine/core';
import { Trans, useLingui } from '@lingui/react/macro';
import { Link, useRouter, type ErrorComponentProps } from '@tanstack/react-router';
import { useTitle } from '../parts/title';
import { Failed } from './states';
import { Notice } from './Notice';

/** There is no page of this address. */
export function NotFound() {
  const { t } = useLingui();
  const title = t`There is no such page`;
  useTitle(title);
  return (
    <Notice
      page
      icon="search"
      title={title}
      text={<Trans>The address may be mistyped, or the page has moved.</Trans>}
      action={
        <Button component={Link} to="/" variant="default">
          <Trans>Go to Today</Trans>
        </Button>
      }
    />
  );
}

/** A page failed while it was loaded or drawn. */
export function PageFailed({ error }: ErrorComponentProps) {
  const router = useRouter();
  return <Failed page error={error} retry={() => void router.invalidate()} />;
}
