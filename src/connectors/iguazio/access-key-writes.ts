import { z } from 'zod';
import type { CreateIguazioAccessKeyInput, RevokeIguazioAccessKeyInput } from '../../generated/types.ts';
import { orNull } from '../../loading.ts';
import type { Ref } from '../../model/ref.ts';
import { ProblemError } from '../../problems.ts';
import { type Change, done, open, type Plan, type Planner, type Read, refused } from '../../writing.ts';
import { type OwnKey, readOwnKeys, toAccessKey } from './access-keys.ts';
import { toDocument } from './documents.ts';
import { badInput, given, kindOf, type Site } from './site.ts';

/** Both, in the order of the vendor's client (§5.6). */
const PLANES = ['data', 'control'];

/** One writer at a time, so that what is new among the keys is known to be ours. */
const DOCUMENT = 'access keys';

const CreateKey = z.object({ label: z.string().optional(), planes: z.array(z.string()) });

/** §5.6. A key has no name of its own: what is new is compared with what was there before. */
export const createKey = kindOf(CreateKey, (site, { label, planes }): Change<readonly OwnKey[]> => {
  const { system, client, handles } = site;
  const isAsked = ({ shown }: OwnKey) =>
    (shown.label ?? '') === (label ?? '') &&
    new Set(shown.planes).symmetricDifference(new Set(planes)).size === 0;
  return {
    proof: 'COMPARISON',
    read: () => readOwnKeys(system, client, handles),
    keep: (keys) => keys.map(({ shown }) => shown.handle),
    judge(keys, { attempts, before }) {
      if (attempts === 0 || !Array.isArray(before)) return open;
      const known = new Set<unknown>(before);
      return keys.some((key) => isAsked(key) && !known.has(key.shown.handle)) ? done() : open;
    },
    async write() {
      const attributes = { planes, label: label ?? null };
      const { data } = await client.createAccessKey(toDocument('access_key', attributes));
      return { shown: { secret: data.id, accessKey: await toAccessKey(handles, data) } };
    },
  };
});

const RevokeKey = z.object({ handle: z.string(), ignoreMissing: z.boolean() });

export const revokeKey = kindOf(RevokeKey, (site, { handle, ignoreMissing }): Change<OwnKey | null> => {
  const { system, client, handles } = site;
  return {
    proof: 'READ_BACK',
    async read() {
      const keys = await readOwnKeys(system, client, handles);
      return keys.find(({ shown }) => shown.handle === handle) ?? null;
    },
    judge(key, { attempts }) {
      if (key && handles.isCredential(key.id)) {
        const message = 'The gateway signs in with this key.';
        return refused('PROTECTED', { system, message, field: ['handle'] });
      }
      if (key) return open;
      return attempts > 0 || ignoreMissing ? done() : refused('NOT_FOUND', { system, field: ['handle'] });
    },
    async write(key) {
      if (key) await orNull(() => client.deleteAccessKey(key.id));
      return undefined;
    },
  };
});

export const planCreateKey =
  (site: Site): Planner<Read<CreateIguazioAccessKeyInput>> =>
  async ({ user, label, planes = PLANES }): Promise<Plan> => {
    if (planes.length === 0 || planes.some((plane) => !PLANES.includes(plane))) {
      throw badInput(`It is at least one of: ${PLANES.join(', ')}.`, 'planes');
    }
    const name = await requireSelf(site, user);
    return {
      steps: [
        {
          write: 'access-key.create',
          args: given({ label, planes: [...planes] }),
          document: DOCUMENT,
          description: `make an access key of ${name}`,
          credentialOf: user,
        },
      ],
      target: name,
      targets: [user],
    };
  };

export const planRevokeKey =
  (site: Site): Planner<Read<RevokeIguazioAccessKeyInput>> =>
  async ({ user, handle, ignoreMissing }): Promise<Plan> => {
    const name = await requireSelf(site, user);
    return {
      steps: [
        {
          write: 'access-key.revoke',
          args: { handle, ignoreMissing: ignoreMissing ?? false },
          document: DOCUMENT,
          description: `revoke an access key of ${name}`,
        },
      ],
      target: name,
      targets: [user],
    };
  };

/** The platform has everyone see to their own keys, and the gateway to those of its account. */
async function requireSelf({ system, client }: Site, { native }: Ref<'user'>): Promise<string> {
  const { data } = await client.self();
  if (data.id === native) return data.attributes.username;
  const message =
    'The system lets an account have to do with its own access keys only, and this is not the gateway’s.';
  throw new ProblemError('UNSUPPORTED', { system, message, field: ['user'] });
}
