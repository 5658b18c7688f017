import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { FastifyInstance, RouteHandlerMethod } from 'fastify';
import { quality } from './media-types.ts';

const PAGE = 'index.html';
const HASHED = 'graphiql';
const FOREVER = 'public, max-age=31536000, immutable';

// Scripts and workers are files of this origin and nothing is fetched from elsewhere. Inline styles are unavoidable: the
// editors set them. A worker obeys the policy of its own answer, so every answer carries it.
const securityHeaders = {
  'content-security-policy': [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self' 'unsafe-inline'",
    "worker-src 'self'",
    "img-src 'self' data:",
    "font-src 'self' data:",
    "connect-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; '),
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'referrer-policy': 'no-referrer',
  'cross-origin-resource-policy': 'same-origin',
};

const contentTypes: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.ttf': 'font/ttf',
};

/** The folder of the built page; undefined when `npm run build` has not been run. */
export function ideAssetsFolder(): string | undefined {
  const folder = fileURLToPath(new URL('../dist/graphiql', import.meta.url));
  return existsSync(join(folder, PAGE)) ? folder : undefined;
}

/** True of a browser that follows a link; false of a GraphQL client, of curl, and where it makes no difference. */
function prefersHtml(accept = '*/*'): boolean {
  const html = quality(accept, 'text/html');
  return (
    html > quality(accept, 'application/json') && html > quality(accept, 'application/graphql-response+json')
  );
}

/**
 * Serves GraphiQL at `/`, and at GET `/graphql` to whoever prefers HTML to JSON: a route of that path without the
 * constraint gets everyone else. The folder is read once; what was not in it then has no route.
 */
export async function registerIde(
  app: FastifyInstance,
  { assets }: { readonly assets: string },
): Promise<void> {
  const page = await readFile(join(assets, PAGE));
  const files = await hashedFiles(assets);
  const servePage: RouteHandlerMethod = (_request, reply) =>
    reply
      .headers({ 'cache-control': 'no-store', vary: 'accept' })
      .type('text/html; charset=utf-8')
      .send(page);

  app.addConstraintStrategy({
    name: 'prefers',
    storage: () => new Map(),
    deriveConstraint: ({ headers }) => (prefersHtml(headers.accept) ? 'html' : undefined),
  });
  await app.register((ide, _options, done) => {
    ide.addHook('onRequest', (_request, reply, next) => {
      reply.headers(securityHeaders);
      next();
    });
    ide.get('/', servePage);
    ide.get('/graphql', { constraints: { prefers: 'html' } }, servePage);
    for (const { path, type, bytes } of files) {
      ide.get(path, (_request, reply) => reply.header('cache-control', FOREVER).type(type).send(bytes));
    }
    done();
  });
}

/** The files beside the page. Their names change with their content. */
async function hashedFiles(assets: string): Promise<{ path: string; type: string; bytes: Buffer }[]> {
  const names = await readdir(join(assets, HASHED));
  return Promise.all(
    names.map(async (name) => ({
      path: `/${HASHED}/${name}`,
      type: contentTypes[extname(name)] ?? 'application/octet-stream',
      bytes: await readFile(join(assets, HASHED, name)),
    })),
  );
}
