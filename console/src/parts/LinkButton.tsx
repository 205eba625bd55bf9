import { Button, type ButtonProps } from '@mantine/core';
import { Link, type LinkProps } from '@tanstack/react-router';
import type { ReactNode } from 'react';

/** A link that looks like a button: it leads to another page. */
export function LinkButton(
  props: ButtonProps & {
    to: NonNullable<LinkProps['to']>;
    params?: Record<string, string>;
    search?: Record<string, unknown>;
    children: ReactNode;
  },
) {
  const { to, params, search, ...look } = props;
  const link = { to, params, search } as LinkProps;
  return <Button {...look} renderRoot={(given: object) => <Link {...link} {...given} />} />;
}
