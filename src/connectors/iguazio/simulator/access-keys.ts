import { randomUUID } from 'node:crypto';
import { documentOf, listOf } from './documents.ts';
import { AccessKeyChanges, NewAccessKey, readDocument, readJson } from './input.ts';
import { type Call, found, get, noContent, post, put, remove, reply, type Routes } from './replies.ts';
import { type AccessKey, type Plane, type User, wireTime } from './resources.ts';
import type { State } from './state.ts';

const TEN_YEARS = 315_360_000; // seconds, §5.6

/** A key's resource; the id is what opens the door. */
export function newAccessKey(
  state: State,
  owner: User,
  id: string,
  { planes, label }: { readonly planes: readonly Plane[]; readonly label?: string | null | undefined },
  epochMs: number,
): AccessKey {
  return {
    type: 'access_key',
    id,
    owner: owner.id,
    attributes: {
      planes,
      ...(label ? { label } : {}),
      kind: 'accessKey',
      interface_kind: 'web',
      ttl: TEN_YEARS,
      expires_at: Math.floor(epochMs / 1000) + TEN_YEARS,
      tenant_id: state.tenant.id,
      created_at: wireTime(epochMs),
      updated_at: wireTime(epochMs),
    },
  };
}

/** §5.6. Everyone has to do with their own keys only; others' are unknown. */
export function accessKeyRoutes(state: State): Routes {
  const owns =
    ({ caller }: Call) =>
    (key: AccessKey) =>
      key.owner === caller.user.id;
  const keyOf = (call: Call) => {
    const key = state.accessKeys.get(call.params['id'] ?? '');
    return found(key && owns(call)(key) ? key : undefined, 'access key');
  };
  const issue = (call: Call, asked: Parameters<typeof newAccessKey>[3]) => {
    const key = newAccessKey(state, call.caller.user, randomUUID(), asked, Date.now());
    state.accessKeys.add(key);
    state.journal.record('access-key.created', key.id, key.attributes.label);
    return documentOf(state, call, 201, key);
  };
  return [
    get('/api/access_keys', (call) =>
      listOf(state, call, state.accessKeys, 'access_key', { visible: owns(call) }),
    ),
    get('/api/access_keys/:id', (call) => documentOf(state, call, 200, keyOf(call))),
    post('/api/access_keys', (call) =>
      issue(call, readDocument(readJson(call), 'access_key', NewAccessKey).attributes),
    ),
    post('/api/self/get_or_create_access_key', (call) => {
      const { attributes } = readDocument(readJson(call), 'access_key', NewAccessKey);
      const wanted = new Set(attributes.planes);
      const existing = state.accessKeys
        .ordered()
        .find((key) => owns(call)(key) && isSame(wanted, new Set(key.attributes.planes)));
      return existing ? documentOf(state, call, 200, existing) : issue(call, attributes);
    }),
    put('/api/access_keys/:id', (call) => {
      const key = keyOf(call);
      const { label } = readDocument(readJson(call), 'access_key', AccessKeyChanges).attributes;
      if (label !== undefined && label !== key.attributes.label) {
        state.accessKeys.update(key, { label, updated_at: wireTime(Date.now()) });
        state.journal.record('access-key.updated', key.id);
      }
      return reply(call, 200);
    }),
    remove('/api/access_keys/:id', (call) => {
      const key = keyOf(call);
      state.accessKeys.remove(key);
      state.journal.record('access-key.deleted', key.id);
      return noContent;
    }),
  ];
}

const isSame = (a: ReadonlySet<Plane>, b: ReadonlySet<Plane>) => a.size === b.size && a.isSubsetOf(b);
