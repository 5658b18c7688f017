import { assemble, goodClaims, withSecret } from '../auth/signing.ts';
import type { Sent } from '../auth/gateway.ts';
import type { Canaries } from './canaries.ts';

/** A request that holds canaries, and those of them that are no credentials: its own answer may quote them. */
export interface BadRequest {
  readonly name: string;
  readonly request: Sent;
  readonly content: readonly string[];
}

/** A question as the specification has it. */
export const asking = (query: string, more: object = {}) => ({
  headers: { 'content-type': 'application/json', accept: 'application/graphql-response+json' },
  body: JSON.stringify({ query, ...more }),
});

/** Everything a caller may send where it does not belong: credentials that are wrong, and questions that hold secrets. */
export function badRequests(canaries: Canaries, token: string): readonly BadRequest[] {
  return [...wrongCredentials(canaries), ...wrongQuestions(canaries, token), ...wrongBodies(canaries, token)];
}

function wrongCredentials(canaries: Canaries): readonly BadRequest[] {
  const fresh = (name: string) => canaries.mint(`caller, credential: ${name}`);
  const token = (claims: object, secret: string) =>
    assemble({ alg: 'HS256', typ: 'JWT' }, { ...goodClaims(), ...claims }, withSecret(secret));
  const headers: Readonly<Record<string, Readonly<Record<string, string>>>> = {
    'not a token': { authorization: `Bearer ${fresh('not a token')}` },
    'a password': { authorization: `Basic ${btoa(`ada:${fresh('a password')}`)}` },
    'another scheme': { authorization: `Negotiate ${fresh('another scheme')}` },
    'a token of somebody': { authorization: `Bearer ${token({ jti: fresh('a token of somebody') }, 'x')}` },
    'a token of another issuer': {
      authorization: `Bearer ${token({ iss: fresh('a token of another issuer') }, fresh('its secret'))}`,
    },
    'a key that is none': {
      authorization: `Bearer rck_${'1'.repeat(16)}_${fresh('a key that is none').padEnd(43, 'x')}`,
    },
    'a cookie': { cookie: `session=${fresh('a cookie')}` },
    'headers of other products': {
      'x-api-key': fresh('x-api-key'),
      'x-v3io-session-key': fresh('x-v3io-session-key'),
      'proxy-authorization': `Basic ${btoa(fresh('proxy-authorization'))}`,
    },
  };
  return Object.entries(headers).map(([name, sent]) => {
    const { headers: usual, body } = asking('{ viewer { name } }');
    return { name, request: { headers: { ...usual, ...sent }, body }, content: [] };
  });
}

/** What is wrong with a question, and the question: `C` stands for a canary. */
const questions: Readonly<Record<string, string>> = {
  'not GraphQL': '{ viewer { name } C',
  'a field that is none': '{ C }',
  'an argument that is none': '{ users(C: 1) { nodes { id } } }',
  'a fragment that is none': '{ ...C }',
  'a directive that is none': '{ viewer @C { name } }',
  'a variable that is none': '{ node(id: $C) { id } }',
  'a value of an enum': '{ users(filter: { status: { eq: C } }) { nodes { id } } }',
  'a type that is asked about': '{ __type(name: "C") { name } }',
  'a name that is looked for': '{ user(system: "dss-design", username: "C") { id } }',
  'a system that is none': '{ system(key: "C") { key } }',
  'an id that is none': '{ node(id: "C") { id } }',
  'an id of nothing': '{ node(id: "user.squirro-main.C") { id } }',
  'a cursor that is none': '{ users(after: "C") { nodes { id } } }',
  'a filter': '{ users(filter: { search: "C" }) { nodes { id } } }',
};

/** Names that are the caller's to choose. They stay with a document that is kept: a name is no place for a secret. */
const named: Readonly<Record<string, string>> = {
  'an alias': '{ C: viewer { name } }',
  'an operation': 'query C { viewer { name } }',
};

function wrongQuestions(canaries: Canaries, token: string): readonly BadRequest[] {
  const texts = [
    ...Object.entries(questions).map(([what, text]) => [`caller, written: ${what}`, text] as const),
    ...Object.entries(named).map(([what, text]) => [`caller, name: ${what}`, text] as const),
  ];
  const written = texts.map(([name, text]) => {
    return { name, ...asking(text.replaceAll('C', canaries.mint(name, '_'))), content: [name] };
  });
  const given = ['a username', 'an id', 'a cursor', 'of a wrong type', 'of no variable'].map((what) => {
    const name = `caller, variable: ${what}`;
    const value = canaries.mint(name);
    const variables = {
      'a username': { username: value },
      'an id': { id: `user.iguazio-key.${value}` },
      'a cursor': { after: value },
      'of a wrong type': { first: value },
      'of no variable': { [value]: value },
    }[what];
    const query = `query ($username: String, $id: ID! = "x", $after: String, $first: Int) {
      user(system: "iguazio-key", username: $username) { id }
      node(id: $id) { id }
      users(first: $first, after: $after) { nodes { id } }
    }`;
    return { name, ...asking(query, { variables }), content: [name] };
  });
  const nameOf = 'caller, variable: the name of an operation that is none';
  const other = asking('query A { viewer { name } }', { operationName: canaries.mint(nameOf) });
  return [...written, ...given, { name: nameOf, ...other, content: [nameOf] }].map(
    ({ name, headers, body, content }) => ({
      name,
      request: { headers: { ...headers, authorization: `Bearer ${token}` }, body },
      content,
    }),
  );
}

function wrongBodies(canaries: Canaries, token: string): readonly BadRequest[] {
  const authorization = `Bearer ${token}`;
  const json = { 'content-type': 'application/json', authorization };
  const sending = (what: string, make: (canary: string) => Sent): BadRequest => {
    const name = `caller, sent: ${what}`;
    return { name, request: make(canaries.mint(name)), content: [name] };
  };
  return [
    sending('not JSON', (canary) => ({ headers: json, body: `{"password":"${canary}"` })),
    sending('a list', (canary) => ({ headers: json, body: `[{"query":"{ ${canary} }"}]` })),
    sending('no question', (canary) => ({ headers: json, body: `{"password":"${canary}"}` })),
    sending('a member twice', (canary) => ({ headers: json, body: `{"query":"","query":"${canary}"}` })),
    sending('too much', (canary) => ({ headers: json, body: `{"query":"${canary.repeat(20_000)}"}` })),
    sending('a form', (canary) => ({
      headers: { authorization, 'content-type': 'application/x-www-form-urlencoded' },
      body: `password=${canary}`,
    })),
    sending('another charset', (canary) => ({
      headers: { authorization, 'content-type': `application/json; charset=${canary}` },
      body: '{}',
    })),
    sending('a header of ours that is none', (canary) => ({
      headers: { ...json, [`rollcall-${canary}`]: canary },
      body: '{}',
    })),
    sending('another host', (canary) => ({
      headers: { ...json, host: `${canary}.example.org` },
      body: '{}',
    })),
    sending('an id that is no id', (canary) => ({
      headers: { ...json, 'x-request-id': `${canary}!` },
      body: '{}',
    })),
    sending('a path', (canary) => ({ method: 'GET', path: `/${canary}`, headers: { authorization } })),
    sending('a query by GET', (canary) => ({
      method: 'GET',
      path: `/graphql?query=%7Bviewer%7Bname%7D%7D&access_token=${canary}`,
      headers: { authorization, 'apollo-require-preflight': '1' },
    })),
    sending('variables by GET', (canary) => ({
      method: 'GET',
      path: `/graphql?query=%7Bviewer%7Bname%7D%7D&variables=${canary}`,
      headers: { authorization, 'apollo-require-preflight': '1' },
    })),
  ];
}
