import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { Agent } from 'node:http';
import type { Socket } from 'node:net';
import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import { z } from 'zod';
import { buildSchema } from '../../src/contract.ts';
import { problems } from '../../src/problems.ts';
import { type Answer, send } from '../limits/send.ts';
import { OWN_ADDRESS } from '../secrets/apart.ts';
import { stage, type Stage, type SystemName } from '../support.ts';
import { changes } from './changes.ts';
import type { Facts, FuzzCase, FuzzClass } from './case.ts';
import { documents } from './documents.ts';
import { isForeseen } from './foreseen.ts';
import { headers } from './headers.ts';
import { ids } from './ids.ts';
import { listings } from './lists.ts';
import { lookups } from './lookups.ts';
import { variables } from './variables.ts';

export const classes: readonly FuzzClass[] = [
  ...ids,
  ...lookups,
  ...listings,
  ...documents,
  ...variables,
  ...headers,
  ...changes,
];

/** What came of many bad inputs. The lists are empty when all is well. */
export interface Outcome {
  /** How many were sent, by class. */
  readonly sent: Readonly<Record<string, number>>;
  /** How many requests they made the gateway send. */
  readonly upstream: number;
  readonly seconds: number;
  readonly wrong: readonly string[];
  readonly unforeseen: readonly string[];
}

/** Nothing is lost on the way: there is nothing to wait for. */
const CHANGES = { quietMs: 50, deadlineMs: 5_000, perMinute: 1_000_000 };

const AT_ONCE = 16;
const BATCH = 200;
/** How many wrong answers are told of one class, and in all. */
const MAX_TOLD = { ofClass: 2, inAll: 40 };

/** Sends as many bad inputs as asked, the same for the same seed, and holds each answer to what its class says. */
export async function fuzz(
  count: number,
  seed: number,
  progress: (sent: number) => void = () => undefined,
): Promise<Outcome> {
  const limits = { costPerMinute: 1_000_000_000_000, maxConnectionsPerAddress: 1_000 };
  await using world = await stage({ settings: { limits } });
  await using changing = await stage({ settings: { limits, changes: CHANGES } });
  const worlds = [world, changing];
  const facts = await learn(world);
  using watch = watchSockets(
    worlds.flatMap(({ url, upstream: there }) => [url, ...Object.values(there).map((one) => one.url)]),
  );
  const agent = new Agent({ keepAlive: true, maxSockets: AT_ONCE });
  const sent: Record<string, number> = {};
  const wrong: string[] = [];
  const unforeseen: string[] = [];
  const started = performance.now();
  let [total, upstream] = [0, 0];
  for (let round = 0; total < count && wrong.length < MAX_TOLD.inAll; round += 1) {
    const { name, cases } = classes[round % classes.length] ?? never();
    const numRuns = Math.min(BATCH, count - total, Math.ceil(count / classes.length));
    const batch = fc.sample(cases(facts), { numRuns, seed: seed + round });
    const complaints = (
      await each(batch, (one) => tried((one.isChange ? changing : world).url, one, agent))
    ).filter((one) => one !== undefined);
    wrong.push(
      ...complaints
        .slice(0, MAX_TOLD.ofClass)
        .map((one) => `${name} (${complaints.length} of ${numRuns}): ${one}`),
    );
    for (const one of worlds) {
      const requests = takeRequests(one);
      upstream += requests.length;
      unforeseen.push(
        ...requests
          .filter(({ system, ...request }) => !isForeseen(system, request, { changes: one === changing }))
          .map((request) => JSON.stringify(request)),
      );
    }
    total += numRuns;
    sent[name] = (sent[name] ?? 0) + numRuns;
    progress(total);
  }
  agent.destroy();
  unforeseen.push(...watch.strangers);
  const seconds = (performance.now() - started) / 1_000;
  return { sent, upstream, seconds, wrong, unforeseen: unforeseen.slice(0, MAX_TOLD.inAll) };
}

/** What must be known of the small world to say what bad questions about it must get. */
async function learn(world: Stage): Promise<Facts> {
  const { data } = await world.ask(`{
    users(first: 500) { totalCount { value } nodes { id } }
    first: users(first: 1) { pageInfo { endCursor } }
    groups(first: 500) { nodes { id } }
    projects(first: 500) { nodes { id } }
    memberships(first: 500) { nodes { id } }
    people(first: 500) { nodes { id } }
    systems { id }
  }`);
  const { users, first, groups, projects, memberships, people, systems } = Learned.parse(data);
  const lists = [users, groups, projects, memberships, people, { nodes: systems }];
  return {
    schema: buildSchema(),
    accounts: users.totalCount.value,
    cursor: first.pageInfo.endCursor,
    ids: lists.flatMap(({ nodes }) => nodes.map(({ id }) => id)),
  };
}

const Named = z.array(z.object({ id: z.string() }));
const List = z.object({ nodes: Named });
const Learned = z.object({
  users: z.object({ nodes: Named, totalCount: z.object({ value: z.int() }) }),
  first: z.object({ pageInfo: z.object({ endCursor: z.string() }) }),
  groups: List,
  projects: List,
  memberships: List,
  people: List,
  systems: Named,
});

/** Sends one input; what is wrong about the answer, with the input, or undefined. */
async function tried(url: string, one: FuzzCase, agent: Agent): Promise<string | undefined> {
  const answer = await send(url, one.request, agent).catch((error: unknown) => String(error));
  const complaint = typeof answer === 'string' ? answer : complaintAbout(answer, one);
  if (complaint === undefined) return undefined;
  const { headers: sentHeaders, body = '' } = one.request;
  const got =
    typeof answer === 'string' ? answer : `${answer.status} ${JSON.stringify(answer.body).slice(0, 600)}`;
  return `${complaint}\n  sent ${JSON.stringify(sentHeaders)} ${String(body).slice(0, 600)}\n  got ${got}`;
}

function complaintAbout({ status, headers: got, body }: Answer, { expected }: FuzzCase): string | undefined {
  const errors = (body as Partial<Answer['body']>).errors ?? [];
  const codes = errors.map(({ extensions }) => extensions['code']);
  const requestId = got['x-request-id'];
  if (status !== expected.status) return `the status must be ${expected.status}`;
  if (expected.check) {
    const complaint = expected.check(body.data);
    if (complaint !== undefined) return complaint;
  } else if (!isDeepStrictEqual(body.data, expected.data))
    return `the data must be ${JSON.stringify(expected.data)}`;
  if (!isDeepStrictEqual(codes, expected.codes)) return `the codes must be ${JSON.stringify(expected.codes)}`;
  if (!codes.every((code) => typeof code === 'string' && code in problems))
    return 'every error must have a known code';
  if (!errors.every(({ extensions }) => extensions['requestId'] === requestId))
    return 'every error must have the id of the request';
  if (expected.says !== undefined && !errors[0]?.message.includes(expected.says))
    return `the message must say ${expected.says}`;
  for (const [name, must] of Object.entries(expected.headers ?? {})) {
    const value = String(got[name]);
    if (typeof must === 'string' ? value !== must : !must.test(value))
      return `the header ${name} must be ${must}`;
  }
  if ('polluted' in {}) return 'no prototype may be changed';
  return undefined;
}

function takeRequests({ upstream }: Stage): { system: SystemName; method: string; path: string }[] {
  return Object.entries(upstream).flatMap(([system, simulator]) => {
    const taken = simulator.requests.map(({ method, path }) => ({
      system: system as SystemName,
      method,
      path,
    }));
    simulator.forgetRequests();
    return taken;
  });
}

/** Notes every connection this process opens to anywhere but here. */
function watchSockets(urls: readonly string[]): Disposable & { readonly strangers: readonly string[] } {
  // In a canary run a gateway listens at an address of its own, behind what writes down its answers.
  const known = new Set(
    urls.map((url) => new URL(url)).flatMap(({ host, port }) => [host, `${OWN_ADDRESS}:${port}`]),
  );
  const strangers: string[] = [];
  const note = (message: unknown) => {
    const { socket } = message as { readonly socket: Socket };
    socket.once('lookup', (_error, _address, _family, host: string) => strangers.push(`lookup of ${host}`));
    socket.once('connect', () => {
      const peer = `${socket.remoteAddress}:${socket.remotePort}`;
      if (!known.has(peer)) strangers.push(`connection to ${peer}`);
    });
  };
  subscribe('net.client.socket', note);
  return { strangers, [Symbol.dispose]: () => void unsubscribe('net.client.socket', note) };
}

/** Does the same for every item, some at once, and keeps their order. */
async function each<T, R>(items: readonly T[], work: (item: T) => Promise<R>): Promise<R[]> {
  const results: R[] = [];
  const queue = items.entries();
  const worker = async () => {
    for (const [i, item] of queue) results[i] = await work(item);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  return results;
}

function never(): never {
  throw new Error('there are no classes');
}
