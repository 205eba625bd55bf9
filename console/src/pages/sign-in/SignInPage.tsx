import { Button, Divider } from '@mantine/core';
import '@mantine/core/styles/Divider.css';
import { Trans, useLingui } from '@lingui/react/macro';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { queryClient } from '../../api/query';
import mark from '../../icon.svg';
import { changeLanguage, LANGUAGES, type Language } from '../../language';
import { place, serverPath } from '../../place';
import { link } from '../../session/sign-in';
import { SignInForm } from '../../session/SignInForm';
import classes from './SignInPage.module.css';

/** Where a person signs in; a one-use link leads here, too. */
export default function SignInPage() {
  const { t, i18n } = useLingui();
  const { next } = useSearch({ from: '/sign-in' });
  const navigate = useNavigate();
  const [used] = useState(link);
  useEffect(() => {
    document.title = `${t`Sign in`} · Bincard`;
  }, [t]);
  const enter = async () => {
    queryClient.clear();
    await navigate({ to: next ?? '/', replace: true });
  };
  const { provider } = place;
  const returnTo = encodeURIComponent(`${place.base}${next ?? '/'}`);
  return (
    <main className={classes.page}>
      <div className={classes.card}>
        <header>
          <img src={mark} alt="" width={40} height={40} />
          <div>
            <h1>Bincard</h1>
            <p>
              {used ? (
                <Trans>Choose a password to begin.</Trans>
              ) : (
                <Trans>Sign in to see and move stock.</Trans>
              )}
            </p>
          </div>
        </header>
        <SignInForm secret={used?.secret} isNew={used?.isNew} onSignedIn={enter} />
        {provider !== null && !used && (
          <>
            <Divider my="lg" label={t`or`} />
            <Button
              component="a"
              variant="default"
              fullWidth
              href={serverPath(`/auth/oidc?returnTo=${returnTo}`)}
            >
              <Trans>Sign in with {provider}</Trans>
            </Button>
          </>
        )}
      </div>
      <footer className={classes.languages}>
        {Object.entries(LANGUAGES).map(([code, name]) => (
          <button
            key={code}
            type="button"
            lang={code}
            aria-pressed={i18n.locale === code}
            onClick={() => void changeLanguage(code as Language)}
          >
            {name}
          </button>
        ))}
      </footer>
    </main>
  );
}
