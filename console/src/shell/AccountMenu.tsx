import '@mantine/core/styles/Popover.css';
import '@mantine/core/styles/Menu.css';
import { Menu, useMantineColorScheme, type MantineColorScheme } from '@mantine/core';
import { Trans, useLingui } from '@lingui/react/macro';
import type { ReactNode } from 'react';
import { changeLanguage, LANGUAGES, type Language } from '../language';
import { Icon, type IconName } from '../parts/Icon';
import { place, serverPath } from '../place';
import { leave, unsentFigures } from '../session/leave';
import { useMe } from '../session/session';
import { RoleName } from '../session/RoleName';
import classes from './AccountMenu.module.css';

const initialsOf = (name: string) =>
  name
    .split(/[\s@._-]+/)
    .slice(0, 2)
    .map((part) => [...part][0] ?? '')
    .join('')
    .toUpperCase();

/** Who is signed in, how the console looks to them, and the way out. */
export function AccountMenu({ onHelp }: { onHelp: () => void }) {
  const { t, i18n } = useLingui();
  const { name, role } = useMe();
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const signOut = async () => {
    const count = await unsentFigures();
    const question = t`${count} counted figures have not been sent and would be lost. Sign out all the same?`;
    if (count === 0 || confirm(question)) await leave();
  };
  const choice = (
    chosen: boolean,
    icon: IconName | undefined,
    choose: () => void,
    text: ReactNode,
  ) => (
    <Menu.Item
      key={String(text)}
      leftSection={icon && <Icon name={icon} size={18} />}
      rightSection={chosen && <Icon name="check" size={16} label={t`chosen`} />}
      onClick={choose}
    >
      {text}
    </Menu.Item>
  );
  const scheme = (value: MantineColorScheme, icon: IconName, text: string) =>
    choice(colorScheme === value, icon, () => setColorScheme(value), text);
  return (
    <Menu
      width={248}
      position="top-start"
      shadow="md"
      withinPortal={false}
      withInitialFocusPlaceholder={false} // it is no item, and a menu has items alone
    >
      <Menu.Target>
        <button type="button" className={classes.button}>
          <span className="visually-hidden">
            <Trans>Account:</Trans>
          </span>
          <span className={classes.initials} aria-hidden="true">
            {initialsOf(name)}
          </span>
          <span className={classes.who}>
            <bdi className={classes.name}>{name}</bdi>
            <span className={classes.role}>
              <RoleName role={role} />
            </span>
          </span>
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>
          <Trans>Appearance</Trans>
        </Menu.Label>
        {scheme('light', 'sun', t`Light`)}
        {scheme('dark', 'moon', t`Dark`)}
        {scheme('auto', 'device', t`As the device`)}
        <Menu.Divider />
        <Menu.Label>
          <Trans>Language</Trans>
        </Menu.Label>
        {Object.entries(LANGUAGES).map(([code, own]) =>
          choice(
            i18n.locale === code,
            'language',
            () => void changeLanguage(code as Language),
            own,
          ),
        )}
        <Menu.Divider />
        <Menu.Item leftSection={<Icon name="keyboard" size={18} />} onClick={onHelp}>
          <Trans>Keyboard</Trans>
        </Menu.Item>
        {place.graphiql && (
          <Menu.Item
            component="a"
            href={serverPath('/graphql')}
            leftSection={<Icon name="api" size={18} />}
          >
            GraphiQL
          </Menu.Item>
        )}
        <Menu.Item leftSection={<Icon name="leave" size={18} />} onClick={() => void signOut()}>
          <Trans>Sign out</Trans>
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
