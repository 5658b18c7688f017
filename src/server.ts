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
  type RouteHandlerMethod,
} from 'fastify';
import { GraphQLError, type GraphQLFormattedError, type GraphQLSchema, type ValidationRule } from 'graphql';
import type { Logger } from 'pino';
import { ACT_AS_HEADER, admit, TRACE_HEADER, type Wishes, wishesOf } from './admission.ts';
import { makePublic, registerGate } from './auth/gate.ts';
import type { CrossOriginRequest } from './auth/origins.ts';
import type { AuthSettings } from './config/auth.ts';
import type { ListenSettings } from './config/server.ts';
import type { System } from './connector.ts';
import { askerOf, type Context, viewerOf } from './context.ts';
import { correlated, currentRequestId, requestIdFor } from './correlation.ts';
import { Directory } from './directory.ts';
import { errorFormatter, shown, withoutSchema } from './errors.ts';
import { ideAssetsFolder, registerIde } from './ide.ts';
import { openBudget } from './limits/budget.ts';
import { answerClientError } from './limits/client-errors.ts';
import { boundConnections } from './limits/connections.ts';
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

/** What the server is told. */
export interface ServerSettings {
  readonly server: ListenSettings;
  readonly auth: AuthSettings | undefined;
  readonly systems: readonly System[];
  /** How accounts are matched to people. */
  readonly people: PeopleSettings;
  readonly limits: Limits;
  readonly graphiql: boolean;
  readonly getQueries: boolean;
}

/** A context whose directory opens once the operation is known. */
interface RequestContext extends Context {
  directory: Directory;
  readonly started: number;
  readonly wishes: Wishes;
}

/** The HTTP face: `/graphql`, `/health/*` and, where switched on, GraphiQL. Who may ask is decided before it reads a body. */
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
    connectionTimeout: limits.deadlineMs + limits.slowestReaderMs,
    forceCloseConnections: 'idle',
    routerOptions: { ignoreTrailingSlash: false },
    genReqId: ({ headers }) => requestIdFor(headers['x-request-id']),
    frameworkErrors: (error, _request, reply: FastifyReply) => {
      refuse(reply, error.statusCode ?? 400, WRONG_ADDRESS);
    },
    clientErrorHandler: answerClientError,
  });
  boundConnections(app.server, limits);
  registerHttpLimits(app, limits);
  const census = new Census(peopleRules(settings.people));
  const budget = openBudget(limits, log);
  app.addHook('onClose', () => budget.close());
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
    validationRules: [operationsExist],
    formatError: errorFormatter(log),
    logger: quiet,
    plugins: [
      ApolloServerPluginCacheControlDisabled(),
      ApolloServerPluginInlineTraceDisabled(),
      ApolloServerPluginLandingPageDisabled(),
      ApolloServerPluginSchemaReportingDisabled(),
      ApolloServerPluginUsageReportingDisabled(),
      fastifyApolloDrainPlugin(app),
      requestPlugin(schema, settings, census, log),
      costPlugin(schema, limits, budget),
      legacyStatus,
    ],
  });
  await apollo.start();

  const callerOf = registerGate(app, { ...settings, crossOrigin: crossOriginOf(settings) }, log);
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

  const asked = fastifyApolloHandler(apollo, {
    context: (request) => {
      const scope = new Scope({ deadline: settings.limits.deadlineMs, perAccountLimit: 0 });
      const caller = callerOf(request);
      const asker = askerOf(caller);
      return Promise.resolve({
        directory: new Directory({ systems: settings.systems, scope, census, asker }),
        caller,
        viewer: viewerOf(caller, asker.rights),
        started: performance.now(),
        wishes: wishesOf(request.headers),
      });
    },
  });
  const answer: RouteHandlerMethod = function (request, reply) {
    return correlated(request.id, () => asked.call(this, request, reply));
  };
  const preHandler = questionCheck(limits);
  app.post('/graphql', { preHandler }, answer);
  if (settings.getQueries) app.get('/graphql', { preHandler }, answer);
  const allowed = settings.getQueries ? ['GET', 'HEAD', 'POST'] : ['POST'];
  app.route({
    method: app.supportedMethods.filter((method) => !allowed.includes(method)),
    url: '/graphql',
    handler: (_request, reply) => {
      const message = `Ask with ${allowed.join(' or ')}.`;
      return refuse(reply.header('allow', allowed.join(', ')), 405, problemOf('BAD_INPUT', { message }));
    },
  });
  await app.register(async (open) => {
    makePublic(open);
    open.get('/health/live', () => ({ status: 'live' }));
    open.get('/health/ready', () => ({ status: 'ready' }));
    const assets = settings.graphiql ? ideAssetsFolder() : undefined;
    if (assets !== undefined) await registerIde(open, { assets });
  });
  return app;
}

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

const WRONG_ADDRESS = problemOf('BAD_INPUT', { message: 'The address is not one.' });

/** Refuses a kind of operation that the contract does not have; graphql-js would find out only when it executes. */
const operationsExist: ValidationRule = (context) => ({
  OperationDefinition(node) {
    if (context.getSchema().getRootType(node.operation)) return;
    context.reportError(new GraphQLError(`There are no ${node.operation}s here.`, { nodes: node }));
  },
});

/** Opens the directory for the operation asked, and tells what it cost. */
function requestPlugin(
  schema: GraphQLSchema,
  { systems, limits }: ServerSettings,
  census: Census,
  log: Logger,
): ApolloServerPlugin<RequestContext> {
  const selectionOf = selectionReader(schema);
  return {
    requestDidStart: () =>
      Promise.resolve({
        didResolveOperation: async ({ contextValue, document }) => {
          const selected = selectionOf(document);
          const scope = new Scope({
            deadline: limits.deadlineMs - (performance.now() - contextValue.started),
            perAccountLimit: limits.perAccountCalls,
            selected,
            nested: isNested(selected),
          });
          const { asker } = contextValue.directory;
          try {
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
