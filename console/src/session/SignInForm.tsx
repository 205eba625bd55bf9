import '@mantine/core/styles/Input.css';
import '@mantine/core/styles/PasswordInput.css';
import { Button, PasswordInput, TextInput } from '@mantine/core';
import { Trans, useLingui } from '@lingui/react/macro';
import { useState, type SubmitEvent } from 'react';
import { Notice } from '../states/Notice';
import { signIn, type SignInInput, type SignInRefusal } from './sign-in';
import classes from './SignInForm.module.css';

type Wrong = SignInRefusal | 'unanswered' | undefined;

/** What an input is told: that it is the wrong one, and why. */
const errorOf = (wrong: Wrong, field: string) =>
  typeof wrong === 'object' && wrong.field === field ? wrong.message : undefined;

/**
 * Signs a person in: by an email address and a password, or by a one-use link, which asks for the password to be (and, where
 * it is the first admin's, who that is). What was typed stays.
 */
export function SignInForm(props: {
  secret?: string | undefined;
  /** The link is for nobody yet. */
  isNew?: boolean | undefined;
  email?: string | undefined;
  onSignedIn: () => void | Promise<void>;
}) {
  const { secret, isNew = false, email, onSignedIn } = props;
  const { t } = useLingui();
  const [wrong, setWrong] = useState<Wrong>();
  const [asksTenant, setAsksTenant] = useState(false);
  const [isSending, setSending] = useState(false);

  const submit = async (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    const given = [...new FormData(event.currentTarget)].filter(([, value]) => value !== '');
    const input = Object.fromEntries(given) as unknown as SignInInput;
    setSending(true);
    try {
      const refused = await signIn(secret ? { ...input, secret } : input);
      setWrong(refused);
      if (refused?.field === 'tenant') setAsksTenant(true);
      if (!refused) await onSignedIn();
    } catch {
      setWrong('unanswered');
    } finally {
      setSending(false);
    }
  };

  return (
    <form className={classes.form} onSubmit={(event) => void submit(event)}>
      {asksTenant && (
        <TextInput
          name="tenant"
          label={t`Tenant`}
          description={t`Its code: there are several here`}
          autoComplete="organization"
          autoCapitalize="none"
          required
          error={errorOf(wrong, 'tenant')}
        />
      )}
      {(!secret || isNew) && (
        <TextInput
          name="email"
          type="email"
          label={t`Email address`}
          autoComplete="username"
          defaultValue={email}
          required
          error={errorOf(wrong, 'email')}
        />
      )}
      {isNew && (
        <TextInput
          name="name"
          label={t`Your name`}
          autoComplete="name"
          required
          error={errorOf(wrong, 'name')}
        />
      )}
      <PasswordInput
        name="password"
        label={secret ? t`Choose a password` : t`Password`}
        description={secret && t`12 characters or more`}
        autoComplete={secret ? 'new-password' : 'current-password'}
        required
        error={errorOf(wrong, 'password')}
        visibilityToggleButtonProps={{ 'aria-label': t`Show the password` }}
      />
      <WhyNot wrong={wrong} />
      <Button type="submit" fullWidth loading={isSending}>
        {secret ? <Trans>Set the password and sign in</Trans> : <Trans>Sign in</Trans>}
      </Button>
    </form>
  );
}

/** What is wrong with the whole of it: with one input, that one says it. */
function WhyNot({ wrong }: { wrong: Wrong }) {
  const { t } = useLingui();
  if (!wrong) return null;
  if (wrong === 'unanswered') {
    return (
      <Notice
        role="alert"
        icon="lost"
        title={t`The server does not answer`}
        text={t`What you typed is still here: try again.`}
      />
    );
  }
  if (['tenant', 'email', 'name', 'password'].includes(wrong.field ?? '')) return null;
  const { message, hint, wait } = wrong;
  const until = wait && t`Try again in ${wait} seconds.`;
  return (
    <Notice
      role="alert"
      icon="alarm"
      title={message}
      text={[hint, until].filter(Boolean).join('. ') || undefined}
    />
  );
}
