import {
  type ClientRequest,
  createServer,
  type IncomingMessage,
  request,
  type ServerResponse,
} from 'node:http';
import type { AddressInfo } from 'node:net';
import type { VendorName } from '../../src/connectors/index.ts';
import { type Canaries, MADE } from './canaries.ts';
import { additions, making, places } from './places.ts';

/** What a gateway is given instead of real credentials: each real one has one canary for as long as the test runs. */
export class Disguise {
  readonly #canaries: Canaries;
  readonly #byReal = new Map<string, string>();
  readonly #byCanary = new Map<string, string>();

  constructor(canaries: Canaries) {
    this.#canaries = canaries;
  }

  of(real: string, name: string): string {
    const known = this.#byReal.get(real);
    if (known !== undefined) return known;
    const canary = this.#canaries.mint(name);
    this.#byReal.set(real, canary);
    this.#byCanary.set(canary, real);
    return canary;
  }

  /** A text as the vendor must see it. */
  off(text: string): string {
    return text
      .replace(/^Basic (.+)$/u, (_, pair: string) => `Basic ${btoa(this.off(atob(pair)))}`)
      .replace(/canary-\d+-[\da-f]{12}/gu, (canary) => this.#byCanary.get(canary) ?? canary);
  }
}

export interface Planted extends AsyncDisposable {
  readonly url: string;
  /** Names of the canaries that were sent. */
  readonly sent: ReadonlySet<string>;
}

export interface Planting {
  readonly system: string;
  readonly vendor: VendorName;
  readonly canaries: Canaries;
  readonly disguise: Disguise;
}

/**
 * Stands before a simulator and puts a canary into every secret its answers hold, and into every refusal: reason, headers,
 * message and stack. Requests pass with the canaries taken off.
 */
export async function plant(target: string, planting: Planting): Promise<Planted> {
  const sent = new Set<string>();
  const pass = async (incoming: IncomingMessage, response: ServerResponse): Promise<void> => {
    const outgoing = await passed(target, incoming, planting.disguise);
    outgoing.on('error', () => incoming.socket.resetAndDestroy());
    outgoing.on('response', (answer) => {
      const asked = `${incoming.method} ${incoming.url}`;
      void passBack(answer, response, { ...planting, asked, sent }).catch(() => response.destroy());
    });
    response.on('close', () => outgoing.destroy());
  };
  const server = createServer((incoming, response) => {
    void pass(incoming, response).catch(() => response.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    sent,
    async [Symbol.asyncDispose]() {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      server.closeAllConnections();
      await closed;
    },
  };
}

/** Sends a request on, as the vendor must see it. */
async function passed(target: string, incoming: IncomingMessage, disguise: Disguise): Promise<ClientRequest> {
  const body = disguise.off(await textOf(incoming));
  const { host: _, ...headers } = incoming.headers;
  const given = Object.entries(headers).map(([name, value]) => [name, disguise.off(String(value))]);
  return request(target + disguise.off(incoming.url ?? '/'), {
    method: incoming.method,
    headers: { ...Object.fromEntries(given), 'content-length': Buffer.byteLength(body) },
    agent: false,
  }).end(body);
}

/** Larger answers are passed on as they come, and so are packed ones: they are floods, and hold nothing. */
const LARGEST = 1024 * 1024;

/** `asked`: the method and path of the request. */
type Sowing = Planting & { readonly asked: string; readonly sent: Set<string> };

async function passBack(answer: IncomingMessage, response: ServerResponse, sowing: Sowing): Promise<void> {
  if (answer.headers['content-encoding'] !== undefined) {
    response.writeHead(answer.statusCode ?? 200, answer.headers);
    return void answer.pipe(response);
  }
  const chunks: Buffer[] = [];
  let length = 0;
  let isWhole = true;
  try {
    for await (const chunk of answer.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
      chunks.push(chunk);
      length += chunk.length;
      if (length > LARGEST) break;
    }
  } catch {
    isWhole = false; // a cut answer stays cut, with what it held
  }
  if (length <= LARGEST) {
    return finish(planted(answer, Buffer.concat(chunks).toString(), sowing), response, isWhole);
  }
  response.writeHead(answer.statusCode ?? 200, answer.headers);
  response.write(Buffer.concat(chunks));
  answer.pipe(response);
}

interface PlantedAnswer {
  readonly status: number;
  readonly reason: string;
  readonly headers: Readonly<Headers>;
  readonly text: string;
}

function planted(
  answer: IncomingMessage,
  text: string,
  { system, vendor, canaries, disguise, asked, sent }: Sowing,
): PlantedAnswer {
  const fresh = (name: string) => {
    sent.add(name);
    return canaries.mint(`${system}: ${name}`);
  };
  const standing = (real: string, name: string) => {
    sent.add(name);
    return disguise.of(real, `${system}: ${name}`);
  };
  const status = answer.statusCode ?? 200;
  const headers = headersOf(answer, (value) => standing(value, 'session cookie'));
  if (status >= 400) return refusal({ status, headers, text }, fresh);
  if (status >= 300) headers['location'] = `${String(headers['location'])}?token=${fresh('redirect')}`;
  let body = text;
  for (const [at, put] of additions[vendor]) body = body.replace(at, put);
  const made = making[vendor]?.test(asked) ? MADE : '';
  for (const { name, at } of places[vendor]) {
    body = body.replace(at, (_, before: string, secret: string, after: string) => {
      const isPlanted = secret.startsWith('canary-');
      return before + (isPlanted ? secret : standing(secret, name + made)) + after;
    });
  }
  return { status, reason: answer.statusMessage ?? '', headers, text: body };
}

type Headers = Record<string, string | readonly string[]>;

/** Those of an answer but its length, with other cookies. */
function headersOf({ headers }: IncomingMessage, cookie: (value: string) => string): Headers {
  const { 'content-length': _, 'transfer-encoding': __, 'set-cookie': cookies, ...rest } = headers;
  const kept = Object.entries(rest).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]]));
  const set = cookies?.map((pair) => pair.replace(/=([^;]+)/u, (_all, value: string) => `=${cookie(value)}`));
  return { ...(Object.fromEntries(kept) as Headers), ...(set ? { 'set-cookie': set } : {}) };
}

/** A refusal that tells more than it should: in its head, in its messages, and in a stack trace. */
function refusal(
  { status, headers, text }: Omit<PlantedAnswer, 'reason'>,
  fresh: (name: string) => string,
): PlantedAnswer {
  const worded = text.replace(
    /("(?:message|detailedMessage|detail|error|title)":")/gu,
    (start) => `${start}${fresh('message of a refusal')} `,
  );
  return {
    status,
    reason: `Refused ${fresh('reason phrase of a refusal')}`,
    headers: {
      ...headers,
      'x-debug-authorization': `Bearer ${fresh('header of a refusal')}`,
      'set-cookie': `debug=${fresh('cookie of a refusal')}`,
    },
    text: worded.startsWith('{')
      ? worded.replace('{', `{"stackTraceStr":"at login(${fresh('stack of a refusal')})",`)
      : `${worded} ${fresh('text of a refusal')}`,
  };
}

function finish(
  { status, reason, headers, text }: PlantedAnswer,
  response: ServerResponse,
  isWhole: boolean,
): void {
  const hasBody = status !== 204 && status !== 304;
  const length = Buffer.byteLength(text) + (isWhole ? 0 : 1);
  response.writeHead(status, reason, {
    ...headers,
    ...(hasBody ? { 'content-length': length } : {}),
  } as never);
  if (isWhole) response.end(hasBody ? text : undefined);
  else response.write(text, () => response.destroy());
}

async function textOf(message: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of message as AsyncIterable<Buffer>) chunks.push(chunk);
  return Buffer.concat(chunks).toString();
}
