import { spawnSync } from 'node:child_process';
import type { Browser } from 'playwright-core';
import { describeWithBrowser, startBrowser } from '../support/browser';
import { analyst } from './tours/analyst';
import { frontendDeveloper } from './tours/frontend-developer';
import { Stage } from './tours/stage';
import { Tour } from './tours/tour';
import { warehouseAdmin } from './tours/warehouse-admin';

// The product as people meet it who have the package and its pages: installed into a folder, typed into a shell, opened in a
// browser. Each thing that they do is a step, and none is an id typed by hand. The fourth is platform-engineer.test.ts.

const hasPsql = spawnSync('psql', ['--version']).status === 0;

// They follow each other on one demo.
jest.setTimeout(240_000);

describeWithBrowser('a tour', () => {
  let stage: Stage;
  let browser: Browser;
  beforeAll(async () => {
    stage = await Stage.open();
    browser = await startBrowser();
  });
  afterEach(async () => {
    const errors = stage.takeErrors();
    await stage.stop();
    expect(errors).toEqual([]);
  });
  afterAll(async () => {
    await browser?.close();
    await stage?.close();
  });

  it('of a frontend developer: 26 steps', async () => {
    expect((await frontendDeveloper(stage, browser)).steps).toHaveLength(26);
  });

  (hasPsql ? it : it.skip)('of an analyst: 20 steps', async () => {
    expect((await analyst(stage)).steps).toHaveLength(20);
  });

  it('of an admin of a warehouse: 42 steps', async () => {
    expect((await warehouseAdmin(stage, browser)).steps).toHaveLength(42);
  });

  it('has no step with an id, and no command that its pages do not name', () => {
    const id = '0190a6f2-7c1e-7b3a-9c55-2f6d1f0a9b77';
    expect(() => new Tour().step(`sell ${id}`)).toThrow('Nobody types an id');
    expect(() => new Tour().step('npx bincard causes')).toThrow('None of the pages names');
    new Tour('docs/operations.md').step('npx bincard causes');
  });
});
