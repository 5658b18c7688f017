import { request } from 'node:http';
import { z } from 'zod';
import { type SquirroOptions, simulateSquirro } from '../../src/connectors/squirro/simulator/index.ts';
import { smallWorld } from '../../src/sandbox/world.ts';

export interface Answer {
  readonly status: number;
  readonly contentType: string | undefined;
  readonly text: string;
  /** The body, undefined if it is empty. */
  readonly json: unknown;
}

/** `form` is sent as it is written; `json` compactly, as the Python client does. */
export interface Body {
  readonly form?: string;
  readonly json?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Sends the target to the byte, with the headers of the Python client's HTTP library. */
export function send(base: string, method: string, target: string, { form, json, headers }: Body = {}) {
  const body = json === undefined ? (form ?? '') : JSON.stringify(json);
  const type = json === undefined ? 'application/x-www-form-urlencoded' : 'application/json';
  const { hostname, port } = new URL(base);
  return new Promise<Answer>((resolve, reject) => {
    const outgoing = request(
      {
        hostname,
        port,
        method,
        path: target,
        headers: {
          'User-Agent': 'python-requests/2.32.3',
          'Accept-Encoding': 'gzip, deflate',
          Accept: 'application/json',
          Connection: 'keep-alive',
          ...(body !== '' && { 'Content-Type': type }),
          ...(method !== 'GET' && { 'Content-Length': String(Buffer.byteLength(body)) }),
          ...headers,
        },
      },
      (incoming) => {
        const chunks: Buffer[] = [];
        incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
        incoming.on('error', reject);
        incoming.on('end', () => {
          const text = Buffer.concat(chunks).toString();
          resolve({
            status: incoming.statusCode ?? 0,
            contentType: incoming.headers['content-type'],
            text,
            json: text === '' ? undefined : (JSON.parse(text) as unknown),
          });
        });
      },
    );
    outgoing.on('error', reject);
    outgoing.end(body);
  });
}

const Token = z.object({ access_token: z.string(), refresh_token: z.string(), session_id: z.string() });
const Named = z.array(
  z.object({ id: z.string(), name: z.string().optional(), title: z.string().optional() }),
);
const UserList = z.object({ users: z.array(z.object({ id: z.string(), email: z.string() })) });

/** Somebody who has signed in. */
export class Caller {
  readonly #base: string;
  readonly token: string;
  readonly refreshToken: string;
  readonly sessionId: string;

  constructor(base: string, answer: Answer) {
    const token = Token.parse(answer.json);
    this.#base = base;
    this.token = token.access_token;
    this.refreshToken = token.refresh_token;
    this.sessionId = token.session_id;
  }

  send(method: string, target: string, body: Body = {}): Promise<Answer> {
    const headers = { Authorization: `Bearer ${this.token}`, ...body.headers };
    return send(this.#base, method, target, { ...body, headers });
  }

  get(target: string): Promise<Answer> {
    return this.send('GET', target);
  }

  post(target: string, body: Body): Promise<Answer> {
    return this.send('POST', target, body);
  }

  put(target: string, body: Body): Promise<Answer> {
    return this.send('PUT', target, body);
  }

  delete(target: string): Promise<Answer> {
    return this.send('DELETE', target);
  }
}

/** A small world with its gateway signed in, and the ids of what one remembers. Ids of the lab begin with `lab/`. */
export async function openSquirro(options: SquirroOptions = {}) {
  const simulator = await simulateSquirro(smallWorld('squirro'), options);
  const { refreshToken, clientId, clientSecret } = simulator.credentials;
  const client = `client_id=${clientId}&client_secret=${clientSecret}`;
  const token = (form: string) => send(simulator.url, 'POST', '/api/user/oauth2/token', { form });
  const admin = new Caller(
    simulator.url,
    await token(`grant_type=refresh_token&refresh_token=${refreshToken}`),
  );

  const ids = new Map<string, string>();
  for (const [tenant, prefix] of options.workspaces === false
    ? [['acme', '']]
    : [
        ['acme', ''],
        ['lab', 'lab/'],
      ]) {
    const { users } = UserList.parse((await admin.get(`/api/user/v0/${tenant}/users`)).json);
    for (const { id, email } of users) ids.set(`${prefix}${email.toLowerCase().split('@')[0]}`, id);
    const groups = await admin.get(`/api/user/v0/${tenant}/groups`);
    const projects = await admin.get(`/api/topic/v0/${tenant}/projects`);
    for (const { id, name, title } of [...Named.parse(groups.json), ...Named.parse(projects.json)]) {
      ids.set(`${prefix}${name ?? title}`, id);
    }
  }
  simulator.forgetRequests();

  return {
    simulator,
    url: simulator.url,
    admin,
    token,
    /** Form fields of the gateway's client, which is a trusted one. */
    client,
    /** Signs in with the password of the small world. */
    signIn: async (username: string, tenant = 'acme') =>
      new Caller(
        simulator.url,
        await token(
          `grant_type=password&username=${username}%40example.org&password=${username}-password&tenant=${tenant}&${client}`,
        ),
      ),
    /** The id of a person, group or project by the name one remembers. */
    id: (name: string): string => {
      const id = ids.get(name);
      if (id === undefined) throw new Error(`nothing is called ${name}`);
      return id;
    },
    effects: () => simulator.effects.map(({ kind, target }) => `${kind} ${target}`),
    [Symbol.asyncDispose]: () => simulator[Symbol.asyncDispose](),
  };
}

/** The id in an answer. */
export const idIn = (answer: Answer): string => z.object({ id: z.string() }).parse(answer.json).id;
