import './modal';
import { Modal } from '@mantine/core';
import { useLingui } from '@lingui/react/macro';
import type { ReactNode } from 'react';

/** A dialog over the page. A click beside it closes one that only shows something: what is typed is not lost so. */
export function Dialog(props: {
  title: string;
  /** Not given where it cannot be closed. */
  onClose?: (() => void) | undefined;
  isForm?: boolean;
  size?: 'md' | 'lg' | 'xl';
  children: ReactNode;
}) {
  const { title, onClose, isForm = false, size = 'md', children } = props;
  const { t } = useLingui();
  return (
    <Modal
      opened
      centered
      size={size}
      title={title}
      onClose={onClose ?? (() => undefined)}
      closeOnClickOutside={!isForm}
      closeOnEscape={onClose !== undefined}
      withCloseButton={onClose !== undefined}
      closeButtonProps={{ 'aria-label': t`Close` }}
      overlayProps={{ backgroundOpacity: 0.5 }}
      styles={{ title: { fontSize: '1.0625rem', fontWeight: 650 } }}
    >
      {children}
    </Modal>
  );
}
