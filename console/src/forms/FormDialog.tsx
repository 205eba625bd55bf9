import '../parts/modal';
import { Button, Modal } from '@mantine/core';
import { Trans, useLingui } from '@lingui/react/macro';
import type { ReactNode, SubmitEvent } from 'react';
import type { Refusal } from '../api/api';
import { Outcome } from './Outcome';
import type { Sending } from './send';
import classes from './FormDialog.module.css';

/** A form in a dialog: its fields, what became of it, and the button that sends it. */
export function FormDialog(props: {
  title: string;
  onClose: () => void;
  onSubmit: () => Promise<void>;
  submit: ReactNode;
  isDisabled?: boolean;
  form: { readonly sending: Sending; readonly forget: () => void };
  /** Refusals that no field shows. */
  rest: readonly Refusal[];
  /** What to do after a lost answer, where sending it again would make a second one. */
  once?: string;
  children: ReactNode;
}) {
  const {
    title,
    onClose,
    onSubmit,
    submit,
    isDisabled = false,
    form,
    rest,
    once,
    children,
  } = props;
  const { t } = useLingui();
  const { state } = form.sending;
  const send = (event: SubmitEvent) => {
    event.preventDefault();
    void onSubmit();
  };
  return (
    <Modal
      opened
      onClose={onClose}
      closeOnClickOutside={false}
      title={title}
      closeButtonProps={{ 'aria-label': t`Close` }}
    >
      <form onSubmit={send}>
        <fieldset
          className={classes.fields}
          disabled={state === 'sending' || state === 'unanswered'}
        >
          {children}
        </fieldset>
        <Outcome sending={form.sending} rest={rest} onForget={form.forget} once={once} />
        <Button mt="md" type="submit" loading={state === 'sending'} disabled={isDisabled}>
          {state === 'unanswered' ? <Trans>Send again</Trans> : submit}
        </Button>
      </form>
    </Modal>
  );
}
