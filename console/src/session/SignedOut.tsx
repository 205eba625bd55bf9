import { Trans, useLingui } from '@lingui/react/macro';
import { queryClient } from '../api/query';
import { Dialog } from '../parts/Dialog';
import { SignInForm } from './SignInForm';
import { meQuery, useMe } from './session';

/** The session has ended while a page is open: signing in again goes on from it, so nothing typed is lost. */
export default function SignedOut({ onBack }: { onBack: () => void }) {
  const { t } = useLingui();
  const before = useMe();
  const goOn = async () => {
    const { me } = await queryClient.fetchQuery({ ...meQuery, staleTime: 0 });
    // Another person must not find what this one was shown.
    if (me.actor !== before.actor || me.tenant !== before.tenant) return location.reload();
    onBack();
    await queryClient.invalidateQueries();
  };
  return (
    <Dialog isForm title={t`You have been signed out`}>
      <p>
        <Trans>Sign in to go on: this page stays as it is.</Trans>
      </p>
      <SignInForm email={before.user?.email} onSignedIn={goOn} />
    </Dialog>
  );
}
