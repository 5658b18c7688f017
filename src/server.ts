import { ApolloServer, type ApolloServerPlugin } from '@apollo/server';
import {
  ApolloServerPluginCacheControlDisabled,
  ApolloServerPluginInlineTraceDisabled,
  ApolloServerPluginLandingPageDisabled,
  ApolloServerPluginSchemaReportingDisabled,
  ApolloServerPluginUsageReportingDisabled,
} from '@apollo/server/plugin/disabled';
import { fastifyApolloDrainPlugin, fastifyApolloHandler } from '@as-integrations/fastify';
import {
  fastify,
  type FastifyError,
  type FastifyInstance,
  type FastifyReply,
  type FastifyRequest,
} from 'fastify';
import type { GraphQLFormattedError, GraphQLSchema } from 'graphql';
import type { Logger } from 'pino';
import type { System } from './connector.ts';
import type { Context } from './context.ts';
import { Directory } from './directory.ts';
import { errorFormatter, shown } from './errors.ts';
import { ideAssetsFolder, registerIde } from './ide.ts';
import { problemOf } from './problems.ts';
import { Scope } from './scope.ts';
import { isNested, selectionReader } from './selection.ts';

/** What the server is told, besides where to listen. */
export interface ServerSettings {
  readonly systems: readonly System[];
  readonly limits: {
    /** Milliseconds until a request must be answered. */
    readonly deadlineMs: number;
    readonly perAccountCalls: number;
    readonly maxErrors: number;
    readonly maxBodyBytes: number;
  };
  readonly graphiql: boolean;
  readonly getQueries: boolean;
}

/** A context whose directory opens once the operation is known. */
interface RequestContext extends Context {
  directory: Directory;
  readonly started: number;
  readonly traced: boolean;
}

/** The HTTP face: `/graphql`, `/health/*` and, where switched on, GraphiQL. Loopback only, own Host and Origin only. */
export async function createServer(
  schema: GraphQLSchema,
  settings: ServerSettings,
  log: Logger,
): Promise<FastifyInstance> {
  const app = fastify({
    bodyLimit: settings.limits.maxBodyBytes,
    requestTimeout: 30_000,
    forceCloseConnections: 'idle',
    routerOptions: { ignoreTrailingSlash: false },
  });
  const apollo = new ApolloServer<RequestContext>({
    schema,
    csrfPrevention: true,
    introspection: true,
    persistedQueries: false,
    includeStacktraceInErrorResponses: false,
    nodeEnv: 'production',
    stopOnTerminationSignals: false,
    maxRecursiveSelections: 10_000,
    parseOptions: { maxTokens: 5_000 },
    formatError: errorFormatter(log),
    logger: quiet,
    plugins: [
      ApolloServerPluginCacheControlDisabled(),
      ApolloServerPluginInlineTraceDisabled(),
      ApolloServerPluginLandingPageDisabled(),
      ApolloServerPluginSchemaReportingDisabled(),
      ApolloServerPluginUsageReportingDisabled(),
      fastifyApolloDrainPlugin(app),
      requestPlugin(schema, settings, log),
    ],
  });
  await apollo.start();

  app.addHook('onRequest', (request, reply, done) => {
    const stranger = strangerOf(app, request);
    const unknown = unknownHeader(request);
    if (stranger !== undefined) refuse(reply, 403, stranger);
    else if (unknown !== undefined) refuse(reply, 400, unknown);
    else done();
  });
  app.setErrorHandler<FastifyError>((error, _request, reply) => {
    const status = error.statusCode ?? 500;
    refuse(reply, status, status < 500 ? error.message : undefined);
  });
  app.setNotFoundHandler((request, reply) =>
    refuse(reply, 404, `There is nothing at ${request.method} here.`),
  );

  const answer = fastifyApolloHandler(apollo, {
    context: (request) => {
      const scope = new Scope({ deadline: settings.limits.deadlineMs, perAccountLimit: 0 });
      return Promise.resolve({
        directory: new Directory(settings.systems, scope),
        viewer: { name: 'local', scopes: ['read'] },
        started: performance.now(),
        traced: request.headers['rollcall-trace'] === '1',
      });
    },
  });
  app.post('/graphql', answer);
  app.get('/health/live', () => ({ status: 'live' }));
  app.get('/health/ready', () => ({ status: 'ready' }));
  if (settings.getQueries) app.get('/graphql', answer);
  const assets = settings.graphiql ? ideAssetsFolder() : undefined;
  if (assets !== undefined) await registerIde(app, { assets });
  return app;
}

/** Opens the directory for the operation asked, and tells what it cost. */
function requestPlugin(
  schema: GraphQLSchema,
  { systems, limits }: ServerSettings,
  log: Logger,
): ApolloServerPlugin<RequestContext> {
  const selectionOf = selectionReader(schema);
  return {
    requestDidStart: () =>
      Promise.resolve({
        didResolveOperation: ({ contextValue, document }) => {
          const selected = selectionOf(document);
          const scope = new Scope({
            deadline: limits.deadlineMs - (performance.now() - contextValue.started),
            perAccountLimit: limits.perAccountCalls,
            selected,
            nested: isNested(selected),
          });
          contextValue.directory = new Directory(systems, scope);
          return Promise.resolve();
        },
        willSendResponse: ({ contextValue: { directory, traced }, response: { body } }) => {
          for (const failure of directory.scope.failures) log.warn({ failure }, 'a system failed');
          if (body.kind === 'single') {
            const { singleResult: result } = body;
            if (result.errors) result.errors = atMost(limits.maxErrors, result.errors);
            if (traced) result.extensions = { ...result.extensions, upstream: usageOf(directory.scope) };
          }
          return Promise.resolve();
        },
      }),
  };
}

/** What each system was asked: calls, milliseconds of waiting, bytes. */
function usageOf({ usage }: Scope): Record<string, { calls: number; ms: number; bytes: number }> {
  return Object.fromEntries(
    [...usage].map(([key, { calls, ms, bytes }]) => [key, { calls, ms: Math.round(ms * 10) / 10, bytes }]),
  );
}

/** The first errors, and one that counts the rest. */
function atMost(limit: number, errors: readonly GraphQLFormattedError[]): readonly GraphQLFormattedError[] {
  if (errors.length <= limit) return errors;
  const rest = `${errors.length - limit} more errors are not shown (limits.maxErrors).`;
  return [...errors.slice(0, limit), shown(problemOf('LIMIT_EXCEEDED', { message: rest }))];
}

/** Why a request is not from here; undefined if it is. A page elsewhere, or a name that was rebound to us, is not. */
function strangerOf(app: FastifyInstance, { headers: { host, origin } }: FastifyRequest): string | undefined {
  const address = app.server.address();
  const port = address !== null && typeof address === 'object' ? address.port : 0;
  const own = ['127.0.0.1', 'localhost', '[::1]'].map((name) => `${name}:${port}`);
  if (host === undefined || !own.includes(host)) return `The Host header must be one of ${own.join(', ')}.`;
  if (origin !== undefined && !own.some((name) => origin === `http://${name}`)) {
    return 'The Origin header is that of another site: this gateway answers its own pages only.';
  }
  return undefined;
}

/** A header of ours that does not exist is refused: to ignore it could mean to do something else than was asked. */
function unknownHeader({ headers }: FastifyRequest): string | undefined {
  const unknown = Object.keys(headers).find(
    (name) => name.startsWith('rollcall-') && name !== 'rollcall-trace',
  );
  return unknown && `There is no header ${JSON.stringify(unknown)}. Known: "rollcall-trace".`;
}

function refuse(reply: FastifyReply, status: number, message: string | undefined): void {
  const problem = message === undefined ? problemOf('INTERNAL') : problemOf(codeOf(status), { message });
  void reply
    .code(status)
    .type('application/json; charset=utf-8')
    .send({ errors: [shown(problem)] });
}

const codeOf = (status: number) =>
  status === 403 ? 'NOT_PERMITTED' : status === 413 ? 'LIMIT_EXCEEDED' : 'BAD_INPUT';

const silence = () => undefined;
/** Apollo's own words go nowhere: they quote what they were given. */
const quiet = { debug: silence, info: silence, warn: silence, error: silence };
