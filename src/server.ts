import { ApolloServer, type ApolloServerPlugin, HeaderMap } from '@apollo/server';
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
  type RouteHandlerMethod,
} from 'fastify';
import type { GraphQLFormattedError, GraphQLSchema } from 'graphql';
import type { Logger } from 'pino';
import { ACT_AS_HEADER, admit, TRACE_HEADER, type Wishes, wishesOf } from './admission.ts';
import { makePublic, registerGate } from './auth/gate.ts';
import type { Changes } from './changes/changes.ts';
import type { CrossOriginRequest } from './auth/origins.ts';
import type { AuthSettings } from './config/auth.ts';
import type { ListenSettings } from './config/server.ts';
import type { System } from './connector.ts';
import { askerOf, type Context, type EventStream, viewerOf } from './context.ts';
import { correlated, currentRequestId, requestIdFor } from './correlation.ts';
import { Directory } from './directory.ts';
import { errorFormatter, shown, withoutSchema } from './errors.ts';
import { ideAssetsFolder, registerIde } from './ide.ts';
import type { Budget } from './limits/budget.ts';
import { answerClientError } from './limits/client-errors.ts';
import { boundConnections, endConnectionsOnClose } from './limits/connections.ts';
import { questionCheck, registerHttpLimits } from './limits/http.ts';
import { costPlugin, refusal } from './limits/plugin.ts';
import { KeptDocuments } from './limits/kept-documents.ts';
import type { Limits } from './limits/settings.ts';
import { legacyStatus } from './media-types.ts';
import { Census } from './people/people.ts';
import { peopleRules, type PeopleSettings } from './people/rules.ts';
import { ProblemError, problemOf } from './problems.ts';
import { refusalOf, refuse } from './refusals.ts';
import { Scope } from './scope.ts';
import { isNested, selectionReader } from './selection.ts';
import { refuseElsewhere, registerStreams, STREAM_PATH } from './streams.ts';

/** What the server is told. */
export interface ServerSettings {
  readonly server: ListenSettings;
  readonly auth: AuthSettings | undefined;
  readonly systems: readonly System[];
  /** How accounts are matched to people. */
  readonly people: PeopleSettings;
  readonly limits: Limits;
  /** What callers may ask for in a minute. */
  readonly budget: Budget;
  readonly changes: Changes;
  readonly graphiql: boolean;
  readonly getQueries: boolean;
}

/** A context whose directory opens once the operation is known. */
interface RequestContext extends Context {
  directory: Directory;
  readonly started: number;
  readonly wishes: Wishes;
}

/** The HTTP face: `/graphql`, `/graphql/stream`, `/health/*` and, where switched on, GraphiQL. Who may ask is decided before it reads a body. */
export async function createServer(
  schema: GraphQLSchema,
  settings: ServerSettings,
  log: Logger,
): Promise<FastifyInstance> {
  const { limits } = settings;
  const proxies = settings.auth?.trustedProxies ?? [];
  const app: FastifyInstance = fastify({
    ...socketOf(settings),
    trustProxy: proxies.length > 0 && [...proxies],
    bodyLimit: limits.maxBodyBytes,
    requestTimeout: limits.requestTimeoutMs,
    connectionTimeout: longestAnswer(settings) + limits.slowestReaderMs,
    forceCloseConnections: 'idle',
    routerOptions: { ignoreTrailingSlash: false },
    genReqId: ({ headers }) => requestIdFor(headers['x-request-id']),
    frameworkErrors: (error, _request, reply: FastifyReply) => {
      refuse(reply, error.statusCode ?? 400, WRONG_ADDRESS);
    },
    clientErrorHandler: answerClientError,
  });
  boundConnections(app.server, limits);
  endConnectionsOnClose(app);
  registerHttpLimits(app, limits);
  const census = new Census(peopleRules(settings.people));
  const formatError = errorFormatter(log);
  const apollo = new ApolloServer<RequestContext>({
    schema,
    csrfPrevention: true,
    introspection: true,
    persistedQueries: false,
    documentStore: new KeptDocuments(),
    includeStacktraceInErrorResponses: false,
    nodeEnv: 'production',
    stopOnTerminationSignals: false,
    maxRecursiveSelections: limits.maxSelections,
    parseOptions: { maxTokens: limits.maxTokens },
    validationOptions: { maxErrors: MAX_WRONGS },
    executionOptions: { maxCoercionErrors: MAX_WRONGS },
    formatError,
    logger: quiet,
    plugins: [
      ApolloServerPluginCacheControlDisabled(),
      ApolloServerPluginInlineTraceDisabled(),
      ApolloServerPluginLandingPageDisabled(),
      ApolloServerPluginSchemaReportingDisabled(),
      ApolloServerPluginUsageReportingDisabled(),
      fastifyApolloDrainPlugin(app),
      requestPlugin(schema, settings, census, log),
      costPlugin(schema, limits, settings.budget),
      legacyStatus,
    ],
  });
  await apollo.start();

  const gate = registerGate(app, { ...settings, crossOrigin: crossOriginOf(settings) }, log);
  app.addHook('onRequest', (request, reply, done) => {
    const unknown = unknownHeader(request);
    if (unknown !== undefined) refuse(reply, 400, problemOf('BAD_INPUT', { message: unknown }));
    else done();
  });
  app.setErrorHandler<FastifyError>((error, request, reply) => {
    const { status, problem } = refusalOf(error, request, limits);
    refuse(reply, status, problem);
  });
  app.setNotFoundHandler(({ method }, reply) =>
    refuse(reply, 404, problemOf('BAD_INPUT', { message: `There is nothing at ${method} here.` })),
  );

  const contextOf = (request: FastifyRequest, stream: EventStream | null): Promise<RequestContext> => {
    const scope = new Scope({ deadline: settings.limits.deadlineMs, perAccountLimit: 0 });
    const caller = gate.callerOf(request);
    const asker = askerOf(caller);
    return Promise.resolve({
      directory: new Directory({ systems: settings.systems, scope, census, asker }),
      caller,
      viewer: viewerOf(caller, asker.rights),
      changes: settings.changes,
      stream,
      started: performance.now(),
      wishes: wishesOf(request.headers),
    });
  };
  const asked = fastifyApolloHandler(apollo, { context: (request) => contextOf(request, null) });
  const answer: RouteHandlerMethod = function (request, reply) {
    return correlated(request.id, () => asked.call(this, request, reply));
  };
  const preHandler = questionCheck(limits);
  app.post('/graphql', { preHandler }, answer);
  if (settings.getQueries) app.get('/graphql', { preHandler }, answer);
  refuseOtherMethods(app, '/graphql', settings.getQueries ? ['GET', 'HEAD', 'POST'] : ['POST']);
  registerStreams(app, {
    limits,
    slowestReaderMs: limits.slowestReaderMs,
    gate,
    preHandler,
    ask: async (request, stream) => {
      const httpGraphQLRequest = { method: 'POST', headers: STREAM_HEADERS, search: '', body: request.body };
      const context = () => contextOf(request, stream);
      const {
        status = 200,
        headers,
        body,
      } = await apollo.executeHTTPGraphQLRequest({ httpGraphQLRequest, context });
      return { status, headers, body: body.kind === 'complete' ? body.string : '' };
    },
    shownOf: (error) => formatError({ message: '' }, error),
  });
  refuseOtherMethods(app, STREAM_PATH, ['POST']);
  await app.register(async (open) => {
    makePublic(open);
    open.get('/health/live', () => ({ status: 'live' }));
    open.get('/health/ready', () => ({ status: 'ready' }));
    const assets = settings.graphiql ? ideAssetsFolder() : undefined;
    if (assets !== undefined) await registerIde(open, { assets });
  });
  return app;
}

/** Answers every method of an address but those that are allowed. */
function refuseOtherMethods(app: FastifyInstance, url: string, allowed: readonly string[]): void {
  app.route({
    method: app.supportedMethods.filter((method) => !allowed.includes(method)),
    url,
    handler: (_request, reply) => {
      const message = `Ask with ${allowed.join(' or ')}.`;
      return refuse(reply.header('allow', allowed.join(', ')), 405, problemOf('BAD_INPUT', { message }));
    },
  });
}

/** What Apollo is told of each question of a stream. Its answer is JSON, of which the stream makes events. */
const STREAM_HEADERS = new HeaderMap([
  ['content-type', 'application/json'],
  ['accept', 'application/graphql-response+json'],
]);

/** Headers of our own that a request may have. */
const OWN_HEADERS = [TRACE_HEADER, ACT_AS_HEADER];

/** What a page of another site may send, where the configuration names that site. */
const crossOriginOf = ({ getQueries }: ServerSettings): CrossOriginRequest => ({
  methods: getQueries ? ['GET', 'POST'] : ['POST'],
  headers: ['authorization', 'content-type', 'apollo-require-preflight', 'x-request-id', ...OWN_HEADERS],
});

/** How the gateway is spoken to: with its own certificate where it has one, asking for one where the configuration says so. */
function socketOf({ server: { tls }, auth, limits }: ServerSettings) {
  // The head is part of the request. Node would exchange the two where the whole has less time than its part.
  const headersTimeout = Math.min(limits.headersTimeoutMs, limits.requestTimeoutMs);
  const patience = { headersTimeout, connectionsCheckingInterval: 1_000 };
  if (tls === undefined) return { http: patience };
  const https = {
    ...patience,
    handshakeTimeout: headersTimeout,
    cert: tls.cert,
    key: tls.key.reveal(),
    minVersion: 'TLSv1.2' as const,
    // Who shows none, or a wrong one, is told so in an answer; see client-certificates.ts.
    ...(auth?.clientCertificates
      ? { ca: auth.clientCertificates.ca, requestCert: true, rejectUnauthorized: false }
      : {}),
  };
  return { https };
}

/** How many mistakes in a document or in variables are told before the rest is not looked for. */
const MAX_WRONGS = 5;

/** Milliseconds until the last answer to what may be asked is there. */
const longestAnswer = ({ limits, changes }: ServerSettings): number =>
  limits.deadlineMs + limits.maxMutations * changes.settings.deadlineMs;

const WRONG_ADDRESS = problemOf('BAD_INPUT', { message: 'The address is not one.' });

/** Opens the directory for the operation asked, and tells what it cost. */
function requestPlugin(
  schema: GraphQLSchema,
  { systems, limits, changes }: ServerSettings,
  census: Census,
  log: Logger,
): ApolloServerPlugin<RequestContext> {
  const selectionOf = selectionReader(schema);
  return {
    requestDidStart: () =>
      Promise.resolve({
        didResolveOperation: async ({ contextValue, document, operation }) => {
          const selected = selectionOf(document);
          // Reading what a change has come to takes time of its own, after that of the change.
          const changing = operation?.operation === 'mutation' ? changes.settings.deadlineMs : 0;
          const scope = new Scope({
            deadline: changing + limits.deadlineMs - (performance.now() - contextValue.started),
            perAccountLimit: limits.perAccountCalls,
            selected,
            nested: isNested(selected),
          });
          const { asker } = contextValue.directory;
          try {
            refuseElsewhere(operation?.operation, contextValue);
            const options = { systems, scope, census, asker };
            contextValue.directory = await admit(options, { ...contextValue, document }, log);
          } catch (error) {
            throw error instanceof ProblemError ? refusal(error) : error;
          }
        },
        willSendResponse: ({ contextValue: { directory, wishes }, response: { body } }) => {
          for (const failure of directory.scope.failures)
            log.warn({ requestId: currentRequestId(), failure }, 'a system failed');
          if (body.kind === 'single') {
            const { singleResult: result } = body;
            const { rights } = directory.asker;
            if (result.errors && !rights.mayAnywhere('INTROSPECT'))
              result.errors = result.errors.map(withoutSchema);
            if (result.errors) result.errors = atMost(limits.maxErrors, result.errors);
            if (wishes.trace && rights.mayAnywhere('TRACE'))
              result.extensions = { ...result.extensions, upstream: usageOf(directory.scope) };
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

/** A header of ours that does not exist is refused: to ignore it could mean to do something else than was asked. */
function unknownHeader({ headers }: FastifyRequest): string | undefined {
  const unknown = Object.keys(headers).find(
    (name) => name.startsWith('rollcall-') && !OWN_HEADERS.includes(name),
  );
  const known = OWN_HEADERS.map((name) => JSON.stringify(name)).join(', ');
  return unknown && `There is no header ${JSON.stringify(unknown)}. Known: ${known}.`;
}

const silence = () => undefined;
/** Apollo's own words go nowhere: they quote what they were given. */
const quiet = { debug: silence, info: silence, warn: silence, error: silence };
