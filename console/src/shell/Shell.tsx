import { useLingui, Trans } from '@lingui/react/macro';
import { Outlet, useMatches, useNavigate } from '@tanstack/react-router';
import { lazy, Suspense, useEffect, useState } from 'react';
import { onSignedOut } from '../api/query';
import { Icon } from '../parts/Icon';
import { useLiveStock } from '../live/live';
import { productOfCode } from '../scan/resolve';
import { useScanner } from '../scan/scanner';
import { forgetOthers } from '../session/leave';
import { useMe } from '../session/session';
import { Forbidden } from '../states/states';
import { AccountMenu } from './AccountMenu';
import { LostBar } from './LostBar';
import { Navigation } from './Navigation';
import { useMayOpen } from './needs';
import { useShortcuts } from './shortcuts';
import mark from '../icon.svg';
import classes from './Shell.module.css';

const KeyboardHelp = lazy(() => import('./KeyboardHelp'));
const PhoneNavigation = lazy(() => import('./PhoneNavigation'));
const SignedOut = lazy(() => import('../session/SignedOut'));

type Open = 'help' | 'navigation' | undefined;

/** What is around every page: the navigation at its side (on a phone behind a button), who is signed in, the help. */
export function Shell() {
  const { t } = useLingui();
  const { tenant, owner } = useMe();
  const [open, setOpen] = useState<Open>();
  const [isSignedOut, setSignedOut] = useState(false);
  const navigate = useNavigate();
  const path = useMatches({ select: (matches) => matches.at(-1)?.fullPath ?? '/' });
  const mayOpen = useMayOpen();
  /** A scanned code opens its product, wherever the console is. */
  const onScan = async (code: string) => {
    const id = await productOfCode(code).catch(() => undefined);
    if (id) await navigate({ to: '/products/$id', params: { id } });
    else await navigate({ to: '/products', search: { search: code } });
  };
  const close = () => setOpen(undefined);
  const help = () => setOpen('help');
  useShortcuts(help);
  useLiveStock(!isSignedOut);
  useScanner((code) => void onScan(code), 'console');
  useEffect(() => void forgetOthers(owner), [owner]);
  useEffect(() => onSignedOut(() => setSignedOut(true)), []);
  const brand = (
    <div className={classes.brand}>
      <img src={mark} alt="" width={28} height={28} />
      <span>
        <strong>Bincard</strong>
        <bdi className={classes.tenant}>{tenant}</bdi>
      </span>
    </div>
  );
  return (
    <div className={classes.shell}>
      <a className={classes.skip} href="#page">
        <Trans>Skip to the page</Trans>
      </a>
      <section className={classes.bar} aria-label="Bincard">
        <button
          type="button"
          className={classes.open}
          aria-label={t`Show the pages`}
          onClick={() => setOpen('navigation')}
        >
          <Icon name="menu" size={24} />
        </button>
        {brand}
        <AccountMenu onHelp={help} />
      </section>
      <aside className={classes.side}>
        {brand}
        <Navigation />
        <div className={classes.account}>
          <AccountMenu onHelp={help} />
        </div>
      </aside>
      <main id="page" className={classes.page} tabIndex={-1}>
        <LostBar />
        {mayOpen(path) ? <Outlet /> : <Forbidden key={path} page />}
      </main>
      <Suspense>
        {open === 'help' && <KeyboardHelp onClose={close} />}
        {open === 'navigation' && <PhoneNavigation onClose={close} />}
        {isSignedOut && <SignedOut onBack={() => setSignedOut(false)} />}
      </Suspense>
    </div>
  );
}
