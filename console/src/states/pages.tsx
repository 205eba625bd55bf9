import { Button } from '@mantine/core';
import { Trans } from '@lingui/react/macro';
import { Link, useRouter, type ErrorComponentProps } from '@tanstack/react-router';
import { Failed } from './states';
import { Notice } from './Notice';

/** There is no page of this address. */
export const NotFound = () => (
  <Notice
    page
    icon="search"
    title={<Trans>There is no such page</Trans>}
    text={<Trans>The address may be mistyped, or the page has moved.</Trans>}
    action={
      <Button component={Link} to="/" variant="default">
        <Trans>Go to Today</Trans>
      </Button>
    }
  />
);

/** A page failed while it was loaded or drawn. */
export function PageFailed({ error }: ErrorComponentProps) {
  const router = useRouter();
  return <Failed page error={error} retry={() => void router.invalidate()} />;
}
