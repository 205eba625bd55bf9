import { useLingui } from '@lingui/react/macro';
import { Link } from '@tanstack/react-router';
import { Icon } from '../parts/Icon';
import { useMayOpen } from './needs';
import { SECTIONS } from './sections';
import classes from './Navigation.module.css';

/** The pages that the role may open. */
export function Navigation({ onFollow }: { onFollow?: () => void }) {
  const { t, i18n } = useLingui();
  const mayOpen = useMayOpen();
  const sections = SECTIONS.map(({ title, pages }) => ({
    title,
    pages: pages.filter(({ to }) => mayOpen(to)),
  })).filter(({ pages }) => pages.length > 0);
  return (
    <nav className={classes.nav} aria-label={t`Pages`}>
      {sections.map(({ title, pages }) => (
        <div key={title?.id ?? ''}>
          {title && <h2 className={classes.section}>{i18n._(title)}</h2>}
          <ul className={classes.list}>
            {pages.map(({ to, title: name, icon }) => (
              <li key={to}>
                <Link
                  to={to}
                  className={classes.link}
                  activeOptions={{ exact: to === '/' }}
                  activeProps={{ 'aria-current': 'page' }}
                  onClick={onFollow}
                >
                  <Icon name={icon} />
                  {i18n._(name)}
                </Link>
              </li>
            ))}
          </ul>
        </div>
      ))}
    </nav>
  );
}
