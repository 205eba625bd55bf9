import '../parts/modal';
import '@mantine/core/styles/Drawer.css';
import { Drawer } from '@mantine/core';
import { useLingui } from '@lingui/react/macro';
import { Navigation } from './Navigation';

/** The navigation where there is no room beside the page. */
export default function PhoneNavigation({ onClose }: { onClose: () => void }) {
  const { t } = useLingui();
  return (
    <Drawer
      opened
      onClose={onClose}
      size={280}
      padding={0}
      title={t`Pages`}
      closeButtonProps={{ 'aria-label': t`Close` }}
      styles={{ header: { paddingInline: '1rem' } }}
    >
      <Navigation onFollow={onClose} />
    </Drawer>
  );
}
