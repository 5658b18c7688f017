import { globSync, readFileSync } from 'node:fs';
import type { Browser, Page } from 'playwright-core';
import { beforeAll, describe, expect, test } from 'vitest';
import { builtAssets, canBrowse, launch, openTab } from './chromium.ts';
import { startGateway } from './gateway.ts';

const SCREENSHOTS = 'dist/screenshots';

const query = (page: Page) => page.locator('.graphiql-query-editor .view-lines');
const answer = (page: Page) => page.locator('.graphiql-response .view-lines');
const button = (page: Page, name: string) => page.getByRole('button', { name });

/** Runs the query of the tab, once the page has everything it loads: a click before that is lost. */
async function run(page: Page): Promise<void> {
  await page.waitForLoadState('networkidle');
  await button(page, 'Execute query').click();
}

/** Replaces what is in the focused editor, without the brackets that typing would add. */
async function replace(page: Page, content: string): Promise<void> {
  await page.keyboard.press('ControlOrMeta+A');
  await page.keyboard.press('Delete');
  await page.keyboard.insertText(content);
}

describe.skipIf(!canBrowse)('GraphiQL in Chromium', () => {
  let assets: string;
  let browser: Browser;

  beforeAll(async () => {
    assets = await builtAssets();
    browser = await launch();
    return () => browser.close();
  });

  test('opens with the queries of examples/ as tabs, and asks for nothing but the schema', async () => {
    await using gateway = await startGateway(assets);
    const names = globSync('examples/*.graphql')
      .toSorted()
      .map((file) => /^(?:query|mutation|subscription) (\w+)/mu.exec(readFileSync(file, 'utf8'))?.[1]);

    await using tab = await openTab(browser, gateway.url);

    expect(await tab.page.title()).toBe('Rollcall');
    expect(await tab.page.getByRole('tab').allInnerTexts()).toEqual(names.slice(0, 8));
    await expect.poll(() => gateway.operations).toEqual(['IntrospectionQuery']);
    expect(tab.complaints).toEqual([]);
  });

  test('runs a query, shows its answer, and leaves its origin at no time', async () => {
    await using gateway = await startGateway(assets);
    await using tab = await openTab(browser, gateway.url);
    const { page } = tab;

    await query(page).click();
    await replace(page, 'query Names { users { nodes { displayName groups { nodes { name } } } } }');
    await page.getByRole('tab', { name: 'Names' }).waitFor();
    await run(page);

    await answer(page).filter({ hasText: '"displayName": "Ada Lovelace"' }).waitFor();
    expect(gateway.operations).toEqual(['IntrospectionQuery', 'Names']);
    expect([...tab.origins]).toEqual([gateway.url]);
    expect(tab.complaints).toEqual([]);
  });

  test('completes the names of fields', async () => {
    await using gateway = await startGateway(assets);
    await using tab = await openTab(browser, gateway.url);
    const { page } = tab;

    await query(page).click();
    await replace(page, '');
    await page.keyboard.type('{ user');
    await page.getByRole('option', { name: /^users\b/u }).click();

    await query(page).filter({ hasText: '{ users' }).waitFor();
    expect(tab.complaints).toEqual([]);
  });

  test('underlines what is wrong with a query, and shows the error it is answered with', async () => {
    await using gateway = await startGateway(assets);
    await using tab = await openTab(browser, gateway.url);
    const { page } = tab;

    await query(page).click();
    await replace(page, 'query Wrong { users { nodes { usernam } } }');
    await page.getByRole('tab', { name: 'Wrong' }).waitFor();
    await page.locator('.graphiql-query-editor .squiggly-error').waitFor();
    await run(page);

    await answer(page).filter({ hasText: 'Did you mean' }).waitFor();
    expect(await answer(page).innerText()).not.toContain('stack');
  });

  test('says in one sentence that the gateway is gone', async () => {
    await using gateway = await startGateway(assets);
    await using tab = await openTab(browser, gateway.url);
    await expect.poll(() => gateway.operations).toEqual(['IntrospectionQuery']);

    await gateway[Symbol.asyncDispose]();
    await run(tab.page);

    await answer(tab.page).filter({ hasText: 'The endpoint could not be asked' }).waitFor();
    expect(await answer(tab.page).innerText()).not.toContain('stack');
  });

  test('sends the headers of its editor', async () => {
    await using gateway = await startGateway(assets);
    await using tab = await openTab(browser, gateway.url);
    const { page } = tab;

    await button(page, 'Headers').click();
    await page.locator('.graphiql-editor-tool .view-lines').last().click();
    await replace(page, '{ "Authorization": "Bearer of tidings" }');
    const asked = page.waitForRequest('**/graphql');
    await run(page);

    expect((await asked).headers()).toMatchObject({
      authorization: 'Bearer of tidings',
      accept: 'application/graphql-response+json, application/json',
      'content-type': 'application/json',
    });
  });

  test('documents the schema', async () => {
    await using gateway = await startGateway(assets);
    await using tab = await openTab(browser, gateway.url);
    const { page } = tab;

    await button(page, 'Show Documentation Explorer').click();
    await page.locator('.graphiql-doc-explorer').getByRole('link', { name: 'Query', exact: true }).click();

    await page.getByText('Accounts of every system.').waitFor();
    expect(tab.complaints).toEqual([]);
  });

  test.for([
    '/?query={systems{key}}&variables={"secret":1}&operationName=Link',
    '/graphql?query={systems{key}}',
    '/#query={systems{key}}',
  ])('drops what the link %s carries, and runs none of it', async (link) => {
    await using gateway = await startGateway(assets);

    await using tab = await openTab(browser, gateway.url + link);

    expect(tab.page.url()).toBe(gateway.url + link.replace(/[?#].*/u, ''));
    expect(await query(tab.page).innerText()).not.toMatch(/\{\s*systems\s*\{\s*key/u);
    await expect.poll(() => gateway.operations).toEqual(['IntrospectionQuery']);
    await run(tab.page);
    await answer(tab.page).filter({ hasText: '"data"' }).waitFor();
    expect(gateway.operations).toHaveLength(2);
    expect(gateway.operations).not.toContain('Link');
  });

  test('remembers the theme, and no query, variable, header or history', async () => {
    await using gateway = await startGateway(assets);
    await using tab = await openTab(browser, gateway.url);
    const { page } = tab;
    // GraphiQL stores with some delay: its clock is put forward.
    await page.clock.install();
    await page.reload();
    await query(page).click();
    await replace(
      page,
      'query Hush($name: String) { users(filter: { search: $name }) { nodes { username } } }',
    );
    await page.getByRole('tab', { name: 'Hush' }).waitFor();
    await button(page, 'Variables').click();
    await page.locator('.graphiql-editor-tool .view-lines').first().click();
    await replace(page, '{ "name": "hush" }');
    await run(page);
    await answer(page).filter({ hasText: 'ada@example.org' }).waitFor();
    await button(page, 'Open settings dialog').click();
    await button(page, 'Dark').click();
    await page.keyboard.press('Escape');
    await page.clock.runFor(10_000);

    expect(await page.evaluate(() => ({ ...localStorage }))).toEqual({ 'graphiql:theme': 'dark' });
    expect(await page.evaluate(() => sessionStorage.length)).toBe(0);
    expect(await page.evaluate('indexedDB.databases()')).toEqual([]);
    expect(await page.context().cookies()).toEqual([]);
    await page.reload();
    await page.locator('.graphiql-query-editor .monaco-editor.vs-dark').waitFor();
    expect(await page.locator('body').innerText()).not.toMatch(/hush/iu);
  });

  test('is light or dark as the system is, follows it, and can be told otherwise', async () => {
    await using gateway = await startGateway(assets);
    await using tab = await openTab(browser, gateway.url, { colorScheme: 'dark' });
    const { page } = tab;
    const backdrop = () =>
      page.evaluate("getComputedStyle(document.querySelector('.graphiql-container')).backgroundColor");
    await run(page);
    await answer(page).filter({ hasText: 'Ada Lovelace' }).waitFor();

    await page.locator('.graphiql-query-editor .monaco-editor.vs-dark').waitFor();
    expect(await backdrop()).toBe('rgb(33, 42, 59)');
    await page.screenshot({ path: `${SCREENSHOTS}/graphiql-dark.png` });

    await page.emulateMedia({ colorScheme: 'light' });
    await page.locator('.graphiql-query-editor .monaco-editor.vs').waitFor();
    expect(await backdrop()).toBe('rgb(255, 255, 255)');
    await page.screenshot({ path: `${SCREENSHOTS}/graphiql-light.png` });

    await button(page, 'Open settings dialog').click();
    await button(page, 'Dark').click();
    await page.locator('.graphiql-query-editor .monaco-editor.vs-dark').waitFor();
    expect(await backdrop()).toBe('rgb(33, 42, 59)');
    expect(tab.complaints).toEqual([]);
  });
});
