import '@mantine/core/styles/Kbd.css';
import { Kbd } from '@mantine/core';
import { Trans, useLingui } from '@lingui/react/macro';
import type { ReactNode } from 'react';
import { Dialog } from '../parts/Dialog';
import { useMe } from '../session/session';
import { useMayOpen } from './needs';
import { SECTIONS } from './sections';
import classes from './KeyboardHelp.module.css';

const Keys = ({ children, does }: { children: string[]; does: ReactNode }) => (
  <div>
    <dt>
      {children.map((key) => (
        <Kbd key={key}>{key}</Kbd>
      ))}
    </dt>
    <dd>{does}</dd>
  </div>
);

/** What can be done by keyboard. */
export default function KeyboardHelp({ onClose }: { onClose: () => void }) {
  const { t, i18n } = useLingui();
  const mayOpen = useMayOpen();
  const { may } = useMe();
  const pages = SECTIONS.flatMap((section) => section.pages).filter(({ to }) => mayOpen(to));
  return (
    <Dialog onClose={onClose} title={t`By keyboard`}>
      <dl className={classes.keys}>
        {pages.map(({ to, title, key }) => (
          <Keys key={to} does={i18n._(title)}>
            {['g', key]}
          </Keys>
        ))}
        <Keys does={<Trans>Next and previous, in approvals and transfers</Trans>}>
          {['j', 'k']}
        </Keys>
        {may('approveAdjustment') && (
          <Keys does={<Trans>Approve and reject, in approvals</Trans>}>{['a', 'r']}</Keys>
        )}
        <Keys does={<Trans>Search</Trans>}>{['/']}</Keys>
        <Keys does={<Trans>This help</Trans>}>{['?']}</Keys>
        <Keys does={<Trans>Close what is open</Trans>}>{['Esc']}</Keys>
      </dl>
    </Dialog>
  );
}
