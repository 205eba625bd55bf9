import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { Page } from 'playwright-core';
import { ROLES, type Role } from '../../src/auth/token';
import { packageRoot } from '../../src/database/sql-files';
import { describeWithBrowser } from '../support/browser';
import { makeReelFile, reel } from '../sync/reels';
import { sentByTheConsole } from './refused';
import { ELSEWHERE, VIEWS, type View } from './role-pages';
import { askAs, sampleDocuments } from './role-samples';
import { lead, pageOf, shownIn, watchRequests, type Shown } from './role-views';
import { ConsoleStage, WAIT } from './stage';

// Each page as each role: what an admin is shown, less what the role may not do. What is not shown is refused all the
// same. What a role may do is what the API says of it (`me { permissions }`).

/** The operation that each page is for. */
const needs = JSON.parse(
  readFileSync(path.join(packageRoot, 'console/paths.json'), 'utf8'),
) as Readonly<Record<string, string | null>>;
/** Some fifty pages, one after the other. */
const WALK_MS = 240_000;
const FORBIDDEN = 'Your role does not include this';

/** Controls by the pattern of their action, which stands for all of its buttons: there are as many as documents. */
const namedOf = ({ actions = [] }: View, controls: string[]): string[] => [
  ...new Set(
    controls.map((name) => actions.find(([pattern]) => pattern.test(name))?.[0].source ?? name),
  ),
];

/** Whoever may decide on an adjustment is led to the approvals; everybody else to the adjustment. */
const isOfOthers = (at: string, link: string): boolean => at === '/' && link === '/adjustments/$id';

describeWithBrowser('roles in the console', () => {
  let stage: ConsoleStage;
  let folder: string;
  let samples: Record<string, string>;
  const permissions = new Map<Role, ReadonlySet<string>>();
  const pages = new Map<Role, { page: Page; faults: string[] }>();

  beforeAll(async () => {
    folder = mkdtempSync(path.join(os.tmpdir(), 'bincard-roles-'));
    makeReelFile(folder, 'shop', 'reels.db', [reel(1), reel(2)]);
    stage = await ConsoleStage.open({}, { syncDir: folder });
    samples = await sampleDocuments(stage);
    for (const role of ROLES) {
      const { data } = await ask(role, '{ me { permissions } }');
      permissions.set(role, new Set(data.me.permissions as string[]));
      const { page, context, faults } = await stage.at('/sign-in', { as: role });
      await watchRequests(context);
      await page.goto(`${stage.server.base}/`, WAIT);
      pages.set(role, { page, faults });
    }
  });
  afterAll(async () => {
    await stage?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  const ask = (role: Role, query: string, variables: object = {}) =>
    askAs(stage, role, query, variables);
  const may = (role: Role, ...operations: string[]) =>
    operations.every((each) => permissions.get(role)!.has(each));
  const mayOpen = (role: Role, at: string) => {
    const operation = needs[at];
    return operation === null || operation === undefined || may(role, operation);
  };
  const addressOf = ({ at }: View) =>
    at.replaceAll(/\{(\w+)\}/g, (_, name: string) => {
      const id = samples[name];
      if (id === undefined) throw new Error(`There is no sample ${name}`);
      return id;
    });

  /** What a role is shown of each page; of one that it may not open, once. */
  const walk = async (role: Role) => {
    const { page, faults } = pages.get(role)!;
    const seen = new Map<string, Shown>();
    for (const [at, views] of Object.entries(VIEWS)) {
      for (const view of mayOpen(role, at) ? views : views.slice(0, 1)) {
        await lead(page, addressOf(view));
        const shown = await shownIn(page, 'main');
        const links = shown.links.map((each) => pageOf(each, Object.keys(needs)));
        seen.set(view.at, { ...shown, links: [...new Set(links)] });
      }
    }
    expect([role, faults]).toEqual([role, []]);
    return seen;
  };
  let asAdmin: ReturnType<typeof walk> | undefined;

  it('every page and every mutation is listed', () => {
    const listed = Object.keys(VIEWS).sort();
    expect(listed).toEqual(
      Object.keys(needs)
        .filter((each) => each !== '/sign-in')
        .sort(),
    );
    const known = permissions.get('admin')!;
    const actions = Object.values(VIEWS)
      .flat()
      .flatMap(({ actions: each = [] }) => each);
    const acted = new Set(ELSEWHERE);
    for (const [, ...operations] of actions) for (const each of operations) acted.add(each);
    for (const operation of Object.values(needs)) if (operation !== null) acted.add(operation);
    expect([...acted].filter((each) => !known.has(each))).toEqual([]);
    const mutations = sentByTheConsole().filter(({ isMutation }) => isMutation);
    expect(mutations.length).toBeGreaterThan(40);
    const sent = mutations.flatMap(({ operations }) => operations);
    expect(sent.filter((each) => !acted.has(each))).toEqual([]);
  });

  it('the navigation and its keys lead each role to its own pages', async () => {
    const menu = async (role: Role) => {
      const { page } = pages.get(role)!;
      await page.getByRole('heading', { name: 'Today', level: 1 }).waitFor(WAIT);
      const { links: shown } = await shownIn(page, 'nav');
      await page.keyboard.press('?');
      const help = page.getByRole('dialog', { name: 'By keyboard' });
      await help.waitFor(WAIT);
      const keys = await help.locator('dt', { hasText: /^g./ }).count();
      await page.keyboard.press('Escape');
      await help.waitFor({ state: 'hidden', ...WAIT });
      return { shown, keys };
    };
    const all = await menu('admin');
    expect(all.shown.length).toBeGreaterThan(15);
    for (const role of ROLES) {
      const own = all.shown.filter((each) => mayOpen(role, each));
      expect([role, await menu(role)]).toEqual([role, { shown: own, keys: own.length }]);
    }
  });

  it(
    'an admin is shown every page and every action',
    async () => {
      const seen = await (asAdmin ??= walk('admin'));
      const wrong: unknown[] = [];
      for (const view of Object.values(VIEWS).flat()) {
        const { controls, text } = seen.get(view.at)!;
        if (text.includes(FORBIDDEN)) wrong.push([view.at, text]);
        const named = namedOf(view, controls);
        const missing = (view.actions ?? []).filter(([{ source }]) => !named.includes(source));
        if (missing.length > 0) wrong.push([view.at, { missing, named }]);
      }
      expect(wrong).toEqual([]);
    },
    WALK_MS,
  );

  it.each(['manager', 'clerk', 'viewer'] as const)(
    'a %s is shown what an admin is shown, less what the role may not do',
    async (role) => {
      const all = await (asAdmin ??= walk('admin'));
      const wrong: unknown[] = [];
      for (const [at, shown] of await walk(role)) {
        const [path, views] = Object.entries(VIEWS).find(([, each]) =>
          each.some((one) => one.at === at),
        )!;
        const isOpen = mayOpen(role, path);
        if (isOpen === shown.text.includes(FORBIDDEN)) wrong.push([at, shown.text]);
        if (!isOpen) continue;
        const view = views.find((each) => each.at === at)!;
        const mayShow = (name: string) => {
          const [, ...needed] = view.actions?.find(([{ source }]) => source === name) ?? [];
          return may(role, ...(needed as string[]));
        };
        const given = all.get(at)!;
        const due = [
          ...namedOf(view, given.controls).filter(mayShow),
          ...given.links.filter((each) => mayOpen(role, each)),
        ];
        const found = [...namedOf(view, shown.controls), ...shown.links];
        const more = found.filter((each) => !due.includes(each) && !isOfOthers(at, each));
        // What is not listed may be of an action: who may not do it is not shown it.
        const isKnown = (each: string) =>
          !namedOf(view, given.controls).includes(each) ||
          (view.actions ?? []).some(([{ source }]) => source === each);
        const fewer = due.filter((each) => !found.includes(each) && isKnown(each));
        if (more.length + fewer.length > 0) wrong.push([at, { more, fewer }]);
      }
      expect(wrong).toEqual([]);
    },
    WALK_MS,
  );

  it.each(['viewer', 'clerk', 'manager'] as const)(
    'what a %s is not shown is refused all the same',
    async (role) => {
      const kept = sentByTheConsole().filter(({ operations }) => !may(role, ...operations));
      expect(kept.length).toBeGreaterThan(15);
      for (const { query, variables, operations } of kept) {
        const missing = operations.find((each) => !may(role, each))!;
        const needed = ROLES.find((each) => may(each, missing));
        const { error } = await ask(role, query, variables);
        expect([missing, error]).toEqual([
          missing,
          expect.objectContaining({ code: 'FORBIDDEN', details: { role, needed } }),
        ]);
      }
    },
  );

  it('a file that holds what a role may not write is not offered, and refused all the same', async () => {
    const kindsOf = async (role: Role) => {
      const { page } = pages.get(role)!;
      await lead(page, '/import');
      return page
        .getByLabel('What the file holds')
        .locator('option')
        .evaluateAll((options) =>
          options.map((each) => (each as unknown as { value: string }).value),
        );
    };
    const all = await kindsOf('admin');
    expect(all.length).toBeGreaterThan(3);
    for (const role of ['clerk', 'manager'] as const) {
      const offered = await kindsOf(role);
      const taken: string[] = [];
      for (const kind of all) {
        const response = await fetch(`${stage.server.base}/import/${kind}`, {
          method: 'POST',
          headers: {
            ...{ 'content-type': 'text/csv', origin: stage.server.base },
            cookie: await stage.cookieOf(role),
          },
          body: 'sku,name,code,location,quantity,supplier,price\nA,A,A,L1,1,S1,1\nC,C,C,L1,1,S1,1\n',
        });
        if (!(await response.text()).includes('FORBIDDEN')) taken.push(kind);
      }
      expect([role, offered]).toEqual([role, taken]);
    }
  });
});
