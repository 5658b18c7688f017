import { execFile } from 'node:child_process';
import { existsSync, globSync, statSync } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { resolve } from 'node:path';
import { promisify } from 'node:util';
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';

const executablePath = process.env['CHROMIUM_PATH'] ?? '/usr/bin/chromium';

/** False where there is no Chromium to test with. The pipeline must have one: there the tests fail instead. */
export const canBrowse = existsSync(executablePath) || process.env['CI'] === 'true';

/** A browser that has never been used, and finds no machine but this one. */
export function launch(): Promise<Browser> {
  return chromium.launch({
    executablePath,
    args: [
      '--headless',
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1',
    ],
  });
}

/** One page with storage of its own, and what went on in it. */
export interface Tab extends AsyncDisposable {
  readonly page: Page;
  /** Errors and warnings of the console, and exceptions nobody caught. */
  readonly complaints: readonly string[];
  /** The origin of every request, also of those that were refused. */
  readonly origins: ReadonlySet<string>;
}

export async function openTab(
  browser: Browser,
  url: string,
  options: BrowserContextOptions = {},
): Promise<Tab> {
  const context = await browser.newContext({
    colorScheme: 'light',
    viewport: { width: 1280, height: 800 },
    ...options,
  });
  context.setDefaultTimeout(20_000);
  const complaints: string[] = [];
  const origins = new Set<string>();
  context.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text());
  });
  context.on('weberror', (thrown) => complaints.push(thrown.error().message));
  context.on('request', (request) => {
    if (!request.url().startsWith('data:')) origins.add(new URL(request.url()).origin);
  });
  const page = await context.newPage();
  await page.goto(url);
  await page.locator('.graphiql-query-editor .view-line').first().waitFor();
  return { page, complaints, origins, [Symbol.asyncDispose]: () => context.close() };
}

const BUILT = resolve('dist/graphiql');
const sources = ['src/graphiql/*', 'examples/*.graphql', 'vite.config.ts', 'package-lock.json'];

/** The folder of the built page; built first where it is missing or older than what it is made of. */
export async function builtAssets(): Promise<string> {
  const newest = Math.max(...globSync(sources).map((file) => statSync(file).mtimeMs));
  const built = statSync(resolve(BUILT, 'index.html'), { throwIfNoEntry: false })?.mtimeMs ?? 0;
  if (built < newest) {
    // Built aside and moved, so that nobody meets half a build.
    const aside = `${BUILT}-${process.pid}`;
    await promisify(execFile)(process.execPath, [
      'node_modules/vite/bin/vite.js',
      'build',
      '--outDir',
      aside,
    ]);
    await rm(BUILT, { recursive: true, force: true });
    await rename(aside, BUILT);
  }
  return BUILT;
}
