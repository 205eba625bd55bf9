import '@mantine/core/styles/Input.css';
import { Button, TextInput } from '@mantine/core';
import { Trans, useLingui } from '@lingui/react/macro';
import { useNavigate, useRouter } from '@tanstack/react-router';
import { useState, type SubmitEvent } from 'react';
import { Dialog } from '../../parts/Dialog';
import { MOST_OF_A_NAME, type ProductSearch } from './search';
import fields from '../../forms/Fields.module.css';

/** The name of a view and its address, to keep as a bookmark and to send to others. */
export default function ViewDialog(props: { search: ProductSearch; onClose: () => void }) {
  const { search, onClose } = props;
  const { t } = useLingui();
  const navigate = useNavigate();
  const router = useRouter();
  const [name, setName] = useState(search.view ?? '');
  const [copied, setCopied] = useState(false);
  const named = { ...search, view: name.trim() || undefined };
  const address = new URL(
    router.buildLocation({ to: '/products', search: named }).publicHref,
    location.href,
  ).href;
  const save = (event: SubmitEvent) => {
    event.preventDefault();
    void navigate({ to: '/products', search: named, replace: true });
    onClose();
  };
  const copy = () => void navigator.clipboard.writeText(address).then(() => setCopied(true));
  return (
    <Dialog isForm title={t`Name this view`} onClose={onClose}>
      <form onSubmit={save} style={{ display: 'grid', gap: '0.875rem' }}>
        <TextInput
          label={t`Name`}
          data-autofocus
          maxLength={MOST_OF_A_NAME}
          value={name}
          onChange={(event) => {
            setName(event.currentTarget.value);
            setCopied(false);
          }}
        />
        <TextInput
          readOnly
          label={t`Address`}
          description={t`Keep it as a bookmark of your browser or send it to others: it opens these filters under this name.`}
          inputWrapperOrder={['label', 'input', 'error', 'description']}
          value={address}
          onFocus={(event) => event.currentTarget.select()}
        />
        <div className={fields.actions} style={{ marginTop: 0 }}>
          <Button type="submit">
            {name.trim() === '' ? (
              <Trans>Leave it without a name</Trans>
            ) : (
              <Trans>Use this name</Trans>
            )}
          </Button>
          <Button variant="default" onClick={copy} disabled={!('clipboard' in navigator)}>
            <Trans>Copy the address</Trans>
          </Button>
          {copied && (
            <span role="status" style={{ alignSelf: 'center' }}>
              <Trans>Copied</Trans>
            </span>
          )}
        </div>
      </form>
    </Dialog>
  );
}
