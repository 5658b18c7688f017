import { z } from 'zod';
import type * as contract from '../../generated/types.ts';
import type { DataikuApiKey, DataikuGlobalApiKey } from '../../generated/types.ts';
import type { Intent } from '../../operation.ts';
import { whole } from '../../portions.ts';
import { ProblemError } from '../../problems.ts';
import { type Change, type Plan, type Read } from '../../writing.ts';
import { said, toDate } from './primitives.ts';
import type { Reach } from './reach.ts';
import { askList } from './reading.ts';
import { judgeDeletion } from './user-changes.ts';
import { WireKey } from './wire.ts';

/** All keys of a kind, read anew; a list that is not whole is none. */
async function readKeys(
  { system }: Reach,
  ask: () => Promise<Iterable<unknown>>,
): Promise<readonly WireKey[]> {
  const { items, problem } = whole(await askList(system, ask, WireKey, (key) => key));
  if (problem) throw ProblemError.of(problem);
  return items;
}

export const readPersonalKeys = (reach: Reach) => readKeys(reach, reach.client.personalKeys);
export const readGlobalKeys = (reach: Reach) => readKeys(reach, reach.client.globalKeys);

export const toKey = ({ id, label, description, createdOn, createdBy }: WireKey): DataikuApiKey => ({
  __typename: 'DataikuApiKey',
  nativeId: id,
  label: said(label),
  description: said(description),
  createdAt: toDate(createdOn),
  createdBy: said(createdBy),
});

export const toGlobalKey = (wire: WireKey): DataikuGlobalApiKey => ({
  ...toKey(wire),
  __typename: 'DataikuGlobalApiKey',
  expiresAt: toDate(wire.expiresOn),
  isAdmin: wire.globalPermissions?.admin ?? null,
  groups: wire.groups ?? null,
});

type State = WireKey | null;

/** K12, then K11. */
export function deletePersonalKey(reach: Reach, { args }: Intent): Change<State> {
  const { login, id } = z.object({ login: z.string(), id: z.string() }).parse(args);
  return deleting(
    async () => (await readPersonalKeys(reach)).find((key) => key.id === id && key.user === login) ?? null,
    () => reach.client.deletePersonalKey(id),
  );
}

/** K1, then K5. */
export function deleteGlobalKey(reach: Reach, { args }: Intent): Change<State> {
  const { id } = z.object({ id: z.string() }).parse(args);
  return deleting(
    async () => (await readGlobalKeys(reach)).find((key) => key.id === id) ?? null,
    () => reach.client.deleteGlobalKey(id),
  );
}

const deleting = (read: () => Promise<State>, send: () => Promise<unknown>): Change<State> => ({
  proof: 'READ_BACK',
  read,
  judge: (key, history) => judgeDeletion(key, history, false, 'key'),
  async write() {
    await send();
    return undefined;
  },
});

export const planDeletePersonalKey = ({ user, key }: Read<contract.DeleteDataikuApiKeyInput>): Plan => ({
  steps: [
    {
      write: 'key.delete',
      args: { login: user.native, id: key },
      document: `API key ${key}`,
      description: `delete API key ${key} of ${user.native}`,
      touches: [user],
    },
  ],
  target: `API key ${key} of ${user.native}`,
  targets: [user],
});

const OWN = 'The gateway itself signs in with it. `allowProtected` deletes it all the same.';

export async function planDeleteGlobalKey(
  { client, product, system }: Reach,
  { key, allowProtected = false }: Read<contract.DeleteDataikuGlobalApiKeyInput>,
): Promise<Plan> {
  const { authIdentifier } = (await client.authInfo(product === 'DATAIKU_DSS' ? false : undefined)).body;
  if (authIdentifier === key && !allowProtected) {
    throw new ProblemError('PROTECTED', { system, field: ['key'], message: OWN });
  }
  return {
    steps: [
      {
        write: 'global-key.delete',
        args: { id: key },
        document: `API key ${key}`,
        description: `delete global API key ${key}`,
      },
    ],
    target: `API key ${key}`,
    targets: [],
  };
}
