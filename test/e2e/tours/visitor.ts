import type { Browser, Page } from 'playwright-core';
import type { Tour } from './tour';

const WAIT = { timeout: 30_000 };

/** A person at a browser: what is opened, typed and pressed is a step; what is seen is not. */
export class Visitor {
  private constructor(
    private readonly tour: Tour,
    private readonly page: Page,
  ) {}

  /** Opens a page in a browser of its own, as on a machine of its own. */
  static async at(tour: Tour, browser: Browser, url: string): Promise<Visitor> {
    const visitor = new Visitor(tour, await (await browser.newContext()).newPage());
    await visitor.open(url);
    return visitor;
  }

  async open(url: string): Promise<void> {
    this.tour.step(`open ${url}`);
    await this.page.goto(url, WAIT);
  }

  async fill(field: string, text: string): Promise<void> {
    this.tour.step(`${field}: ${text}`);
    await this.page.fill(`input[name=${field}]`, text, WAIT);
  }

  async press(name: string, within = 'body'): Promise<void> {
    this.tour.step(`press ${name}`);
    await this.page.locator(within).getByRole('button', { name }).first().click(WAIT);
  }

  /** Waits until a place of the page has this text. */
  async see(place: string, text: string): Promise<void> {
    const wanted = this.page.locator(place, { hasText: text }).first();
    await wanted.waitFor(WAIT).catch(async (error: Error) => {
      throw new Error(`${place} is: ${await this.textOf(place)}`, { cause: error });
    });
  }

  textOf(place: string): Promise<string> {
    return this.page.locator(place).first().innerText(WAIT);
  }

  /** Opens a link that asks for a password, and becomes who it is for. */
  async becomes(email: string, isNew: boolean): Promise<void> {
    if (isNew) {
      await this.fill('email', email);
      await this.fill('name', email.split('@')[0]!);
    }
    await this.fill('password', 'correct horse battery');
    await this.press('Set the password and sign in');
    await this.see('h1', 'Today');
  }

  /** Types an operation into GraphiQL, runs it, and returns the answer once it has this text. */
  async ask(operation: string, until: string): Promise<void> {
    this.tour.step(`in GraphiQL: ${operation}`);
    await this.page.locator('.graphiql-editors .monaco-editor').first().click(WAIT);
    await this.page.keyboard.press('Control+A');
    await this.page.keyboard.insertText(operation);
    const answer = this.page.locator('.result-window', { hasText: until }).first();
    // GraphiQL reads what was typed a moment later: pressed before that, it asks for the operation of before.
    for (let pressed = 0; pressed < 5 && !(await answer.isVisible()); pressed++) {
      await this.page.locator('.graphiql-execute-button').click(WAIT);
      await answer.waitFor({ timeout: 6_000 }).catch(() => undefined);
    }
    await this.see('.result-window', until);
  }

  close(): Promise<void> {
    return this.page.context().close();
  }
}
