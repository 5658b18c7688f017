import { globSync, readFileSync } from 'node:fs';
import { makeExecutableSchema } from '@graphql-tools/schema';
import { fastify } from 'fastify';
import { graphql } from 'graphql';
import { registerIde } from '../../src/ide.ts';

/** A gateway as a browser sees one. */
export interface Gateway extends AsyncDisposable {
  /** Ends without a slash. */
  readonly url: string;
  /** Method and URL of every request, in order. */
  readonly requests: readonly string[];
  /** The operation names of what was executed, in order. */
  readonly operations: readonly string[];
}

interface Question {
  readonly query: string;
  readonly variables?: Record<string, unknown>;
  readonly operationName?: string;
}

const system = { id: 'system.acme', key: 'acme', vendor: 'SQUIRRO', displayName: 'Acme' };

const ada = {
  id: 'user.acme.1',
  system,
  nativeId: '1',
  username: 'ada@example.org',
  displayName: 'Ada Lovelace',
  email: 'ada@example.org',
  status: 'ACTIVE',
  groups: { nodes: [{ name: 'Analysts' }] },
  memberships: { nodes: [{ role: 'EDITOR', nativeRole: 'member', project: { name: 'Analytical Engine' } }] },
};

const schema = makeExecutableSchema({
  typeDefs: globSync('schema/**/*.graphql', { exclude: ['schema/released/**'] }).map((file) =>
    readFileSync(file, 'utf8'),
  ),
  resolvers: {
    Query: {
      systems: () => [system],
      users: () => ({
        totalCount: { value: 1, exact: true },
        pageInfo: { hasNextPage: false, hasPreviousPage: false },
        nodes: [ada],
        systems: [{ system, state: 'OK' }],
      }),
    },
  },
  resolverValidationOptions: { requireResolversForResolveType: 'ignore' },
});

/** The whole contract over one account, behind the page in `assets`. */
export async function startGateway(assets: string): Promise<Gateway> {
  const requests: string[] = [];
  const operations: string[] = [];
  const app = fastify();
  app.addHook('onRequest', (request, _reply, done) => {
    requests.push(`${request.method} ${request.url}`);
    done();
  });
  app.get('/graphql', (_request, reply) => reply.code(405).send({ errors: [{ message: 'POST only' }] }));
  app.post<{ Body: Question }>('/graphql', async ({ body }, reply) => {
    operations.push(body.operationName ?? '');
    const { query: source, variables: variableValues, operationName } = body;
    const result = await graphql({ schema, source, variableValues, operationName });
    return reply
      .code(result.data === undefined ? 400 : 200)
      .type('application/graphql-response+json; charset=utf-8')
      .send(JSON.stringify(result));
  });
  await registerIde(app, { assets });
  const url = await app.listen({ host: '127.0.0.1', port: 0 });
  return { url, requests, operations, [Symbol.asyncDispose]: () => app.close() };
}
