import type { Operation } from '@bincard/client';
import type { RegisteredRouter } from '@tanstack/react-router';
import { useMe } from '../session/session';
import paths from '../../paths.json';

type Routes = RegisteredRouter['routesByPath'];

/** The path of a page that is shown to those who are signed in. */
export type PagePath = Exclude<keyof Routes & string, '/sign-in' | '/$'>;

/** The operation that each page is for, by its path: a page that paths.json does not list does not compile. */
const LISTED: Readonly<Record<PagePath, string>> = paths;
const NEEDS = LISTED as Readonly<Record<string, Operation | undefined>>;

/** Whether the role may call what a page is for; whoever may not is told so instead. */
export function useMayOpen(): (path: string) => boolean {
  const { may } = useMe();
  return (path) => {
    const needs = NEEDS[path];
    return needs === undefined || may(needs);
  };
}
