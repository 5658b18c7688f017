import { orNull } from '../../loading.ts';
import type { Ref } from '../../model/ref.ts';
import { readGroup } from './group-changes.ts';
import type { Reach } from './reach.ts';
import { adminElse } from './reading.ts';
import { readUser } from './user-changes.ts';

/**
 * Whether an account or group is there: the server may take rules and grants about anybody. Whoever is no administrator asks
 * the directory for everybody, which may hide some (§5.3).
 */
export function isThere(reach: Reach, { kind, native }: Ref<'user'> | Ref<'group'>): Promise<boolean> {
  const { client } = reach;
  return kind === 'user'
    ? adminElse(
        async () => (await readUser(reach, native)) !== null,
        async () => (await orNull(() => client.directoryUser(native)))?.login === native,
      )
    : adminElse(
        async () => (await readGroup(reach, native)) !== null,
        async () => [...(await client.directoryGroups())].some((group) => nameIn(group) === native),
      );
}

const nameIn = (group: unknown): unknown =>
  typeof group === 'object' && group !== null && 'name' in group ? group.name : undefined;
