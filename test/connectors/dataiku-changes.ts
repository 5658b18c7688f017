import type { DataikuSession } from '../../src/connectors/dataiku/session.ts';
import type { DataikuSimulator } from '../../src/connectors/dataiku/simulator/index.ts';
import { type Ref, ref } from '../../src/model/ref.ts';
import { Journal } from '../../src/sandbox/exchange.ts';
import { type Simulator, simulate } from '../../src/sandbox/kit.ts';
import type { Plan, Writes } from '../../src/writing.ts';
import { carryOut } from '../writing.ts';
import { callsOf, key, NOT_FOUND, refusal, UNAUTHORIZED } from './dataiku-systems.ts';

export const user = (login: string): Ref<'user'> => ref('user', key, login);
export const group = (name: string): Ref<'group'> => ref('group', key, name);
export const project = (name: string): Ref<'project'> => ref('project', key, name);

export function writesOf({ writes }: DataikuSession): Writes {
  if (!writes) throw new Error('nothing can be changed there');
  return writes;
}

/** Asks for the plan of a mutation, the vendor's own ones included. */
export async function plan(session: DataikuSession, mutation: string, input: object): Promise<Plan> {
  const { plans, ownPlans } = writesOf(session);
  const planner = { ...plans, ...ownPlans }[mutation] as
    ((input: object) => Promise<Plan> | Plan) | undefined;
  if (!planner) throw new Error(`no such mutation: ${mutation}`);
  return planner(input);
}

/** Plans in one session and carries out in another, of what the ledger would have kept. */
export async function change(open: () => DataikuSession, mutation: string, input: object): Promise<string[]> {
  const planned = await plan(open(), mutation, input);
  const recorded = JSON.parse(JSON.stringify(planned)) as Plan;
  const results = await carryOut(open(), recorded);
  return results.map(({ description, outcome, code }) => `${description}: ${code ?? outcome}`);
}

/** What changed in a simulator, in order. */
export const effectsOf = ({ effects }: Simulator): string[] =>
  effects.map(({ kind, target }) => `${kind} ${target}`);

/** A document as the server now sends it. */
export async function documentOf(
  { url, credentials }: DataikuSimulator,
  path: string,
): Promise<Record<string, unknown>> {
  const authorization = `Basic ${Buffer.from(`${credentials.apiKey}:`).toString('base64')}`;
  const response = await fetch(`${url}/public/api${path}`, { headers: { authorization } });
  return (await response.json()) as Record<string, unknown>;
}

/** Edits a document as somebody else would. */
export async function editByHand(
  { url, credentials }: DataikuSimulator,
  path: string,
  edit: (document: Record<string, unknown>) => object,
): Promise<void> {
  const authorization = `Basic ${Buffer.from(`${credentials.apiKey}:`).toString('base64')}`;
  const before = await documentOf({ url, credentials } as DataikuSimulator, path);
  await fetch(`${url}/public/api${path}`, {
    method: 'PUT',
    headers: { authorization },
    body: JSON.stringify(edit(before)),
  });
}

/** Reads that came after the last write. */
export function readsAfterWriting(upstream: Pick<Simulator, 'requests'>): string[] {
  const calls = callsOf(upstream);
  const last = calls.findLastIndex((call) => !call.startsWith('GET'));
  return calls.slice(last + 1);
}

interface Keeper extends Simulator {
  readonly credentials: { readonly apiKey: string };
  /** Documents as text, byte by byte as they were last written. */
  readonly documents: Map<string, string>;
}

/** A server that keeps documents exactly as they are put, unknown keys and all; `fixed` ones are sent, and cannot be put. */
export async function keeperOf(
  kept: Readonly<Record<string, unknown>>,
  fixed: Readonly<Record<string, unknown>> = {},
): Promise<Keeper> {
  const documents = new Map(Object.entries(kept).map(([path, value]) => [path, JSON.stringify(value)]));
  const simulator = await simulate<string>(
    {
      routes: [
        ...[...documents.keys()].flatMap((path) => [
          {
            method: 'GET',
            pattern: `/public/api${path}`,
            handle: () => ({ status: 200, text: documents.get(path) ?? '' }),
          },
          {
            method: 'PUT',
            pattern: `/public/api${path}`,
            handle: ({ rawBody }: { rawBody: Buffer }) => {
              documents.set(path, rawBody.toString());
              return { status: 200, json: { msg: 'Edited' } };
            },
          },
        ]),
        ...Object.entries(fixed).map(([path, value]) => ({
          method: 'GET',
          pattern: `/public/api${path}`,
          handle: () => ({ status: 200, json: value }),
        })),
      ],
      authenticate: () => ({ caller: 'anybody' }),
      error: (status, message) => refusal(status, status === 404 ? NOT_FOUND : UNAUTHORIZED, message),
    },
    { journal: new Journal() },
  );
  return { ...simulator, documents, credentials: { apiKey: 'hush' } };
}
