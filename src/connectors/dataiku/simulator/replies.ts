import { z } from 'zod';
import { Refusal, type SimRequest, type SimResponse } from '../../../sandbox/exchange.ts';

/** Why a call is not done, in the server's own terms. */
export interface Objection {
  readonly status: number;
  /** Java class name; the part of an error that callers go by. */
  readonly errorType: string;
  readonly message: string;
  /** Of a coded error. */
  readonly code?: string;
}

const UNAUTHORIZED = 'com.dataiku.dip.exceptions.UnauthorizedException';
const NOT_FOUND = 'com.dataiku.dip.server.controllers.NotFoundException';
const ILLEGAL_ARGUMENT = 'java.lang.IllegalArgumentException';

const typeOfStatus: Readonly<Record<number, string>> = {
  401: UNAUTHORIZED,
  403: UNAUTHORIZED,
  404: 'org.springframework.web.servlet.NoHandlerFoundException',
};

const coded = (status: number, code: string, message: string): Objection => ({
  status,
  errorType: 'com.dataiku.dip.exceptions.CodedException', // [assumed]
  message,
  code,
});

/** Which error when: dataiku.md §3.2. Statuses are [assumed] but for 401 on projects and 404 under `/admin/`. */
export const objections = {
  unauthenticated: (message = 'Invalid API key'): Objection => ({
    status: 401,
    errorType: UNAUTHORIZED,
    message,
  }),
  forbidden: (message = 'Action forbidden, you are not admin'): Objection => ({
    status: 403,
    errorType: UNAUTHORIZED,
    message,
  }),
  unreadableProject: (): Objection => ({
    status: 401,
    errorType: UNAUTHORIZED,
    message: 'Failed to read project permissions',
  }),
  notFound: (what: string, name: string): Objection => ({
    status: 404,
    errorType: NOT_FOUND,
    message: `${what} '${name}' does not exist`,
  }),
  unknownConnection: (name: string): Objection => ({
    status: 400,
    errorType: ILLEGAL_ARGUMENT,
    message: `Connection '${name}' does not exist`,
  }),
  mayNotCreateProjects: (): Objection => ({
    status: 403,
    errorType: 'java.lang.SecurityException',
    message: 'You may not create projects',
  }),
  /** A key that stands for no user, where one is needed (§2.3). */
  noUser: (source: string): Objection => ({
    status: 500,
    errorType: 'org.springframework.web.util.NestedServletException',
    message: `Request processing failed: no associated DSS user for ${source}`,
  }),
  userExists: (login: string) => coded(409, 'ERR_SECURITY_USER_EXISTS', `User '${login}' already exists`),
  groupExists: (name: string) => coded(409, 'ERR_SECURITY_GROUP_EXISTS', `Group '${name}' already exists`),
  invalidSettings: (message: string) => coded(400, 'ERR_SECURITY_CRUD_INVALID_SETTINGS', message),
  invalidPassword: () =>
    coded(400, 'ERR_SECURITY_INVALID_NEW_PASSWORD', 'The password must have at least 5 characters'),
  invalidProjectKey: (key: string) =>
    coded(400, 'ERR_PROJECT_INVALID_PROJECT_KEY', `Project key '${key}' is invalid or already used`),
  selfDeletion: (): Objection => illegal('You cannot delete your own account'),
  /** Anything else that cannot be done as asked. */
  illegal,
  badJson: (message: string): Objection => ({
    status: 400,
    errorType: 'com.google.gson.JsonSyntaxException',
    message,
  }),
  /** What no route says: an unknown path, a failure of the server ([assumed]). */
  unexpected: (status: number, message: string): Objection => ({
    status,
    errorType: typeOfStatus[status] ?? 'java.lang.RuntimeException',
    message,
  }),
} as const;

function illegal(message: string): Objection {
  return { status: 400, errorType: ILLEGAL_ARGUMENT, message };
}

const escapeHtml = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');

/** The error as it goes out: always an object, with both texts and the stack trace a server sends by default (§3.1). */
export function errorReply({ status, errorType, message, code }: Objection): SimResponse {
  return {
    status,
    json: {
      errorType,
      message,
      detailedMessage: message,
      detailedMessageHTML: escapeHtml(message),
      stackTraceStr: `${errorType}: ${message}\n\tat com.dataiku.dip.publicapi.PublicAPIController.call(PublicAPIController.java:118)`,
      ...(code === undefined ? {} : { code }),
    },
  };
}

export function refuse(objection: Objection): never {
  throw new Refusal(errorReply(objection));
}

export function refuseIf(objection: Objection | undefined): void {
  if (objection) refuse(objection);
}

export const reply = (json: unknown): SimResponse => ({ status: 200, json });

/** What most writes say. */
export const done = (msg: string): SimResponse => reply({ msg });

/** Success without a word, where the client reads none. */
export const silence: SimResponse = { status: 200 };

/** Values as a server lists them: in no order anyone should rely on. */
export const listed = <T>(values: Iterable<T>): T[] => [...values].reverse();

/** Reads a body as JSON whatever its Content-Type says (§1.2); unknown keys are dropped. */
export function readBody<T>({ rawBody }: Pick<SimRequest, 'rawBody'>, shape: z.ZodType<T>): T {
  let value: unknown;
  try {
    value = JSON.parse(rawBody.toString());
  } catch (error) {
    return refuse(objections.badJson(String(error)));
  }
  const read = shape.safeParse(value);
  return read.success ? read.data : refuse(objections.badJson(z.prettifyError(read.error)));
}

/** A boolean of a query: `True` and `true` alike. */
export function flagOf(query: URLSearchParams, name: string, otherwise = false): boolean {
  return (query.get(name) ?? String(otherwise)).toLowerCase() === 'true';
}

/** A key that is missing or null in a written document gets the fallback: a PUT replaces all (§6.1, [assumed]). */
export const orElse = <T>(shape: z.ZodType<T>, fallback: NoInfer<T>) =>
  shape.nullish().transform((value) => value ?? fallback);

/** A key that may be missing or null. */
export const orNull = <T>(shape: z.ZodType<T>) => shape.nullish().transform((value) => value ?? null);
export const orNothing = <T>(shape: z.ZodType<T>) => shape.nullish().transform((value) => value ?? undefined);

/** A list of names. */
export const Names: z.ZodType<readonly string[]> = z.array(z.string());

/** Free-form properties of a document. */
export type Properties = Readonly<Record<string, unknown>>;
export const Properties: z.ZodType<Properties> = z.record(z.string(), z.unknown());
