import '../parts/modal';
import '@mantine/core/styles/Input.css';
import { Button, Modal, TextInput } from '@mantine/core';
import { Trans, useLingui } from '@lingui/react/macro';
import { useState, type ReactNode } from 'react';
import classes from './FormDialog.module.css';

/** A secret that is shown this once. */
export function SecretDialog(props: {
  title: string;
  label: string;
  secret: string;
  about: ReactNode;
  onClose: () => void;
}) {
  const { title, label, secret, about, onClose } = props;
  const { t } = useLingui();
  const [isCopied, setCopied] = useState(false);
  return (
    <Modal
      opened
      onClose={onClose}
      closeOnClickOutside={false}
      title={title}
      closeButtonProps={{ 'aria-label': t`Close` }}
    >
      <p style={{ marginTop: 0 }}>{about}</p>
      <div className={classes.secret}>
        <TextInput
          label={label}
          value={secret}
          readOnly
          onFocus={(event) => event.currentTarget.select()}
        />
        <Button
          variant="default"
          onClick={() => void navigator.clipboard.writeText(secret).then(() => setCopied(true))}
        >
          {isCopied ? <Trans>Copied</Trans> : <Trans>Copy</Trans>}
        </Button>
      </div>
      <Button mt="md" onClick={onClose}>
        <Trans>Done</Trans>
      </Button>
    </Modal>
  );
}
