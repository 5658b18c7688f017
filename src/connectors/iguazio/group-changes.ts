import { z } from 'zod';
import { orNull } from '../../loading.ts';
import { type Ref, ref } from '../../model/ref.ts';
import { ProblemError } from '../../problems.ts';
import { type Change, done, open, refused, type Sent } from '../../writing.ts';
import { givesAdministration, unseatedWithout } from './administration.ts';
import { toDocument } from './documents.ts';
import { changesOf, differing, newGroupFields, pathOf } from './fields.ts';
import { findGroup, readGroup } from './fresh.ts';
import { jobOf } from './jobs.ts';
import { Attributes, kindOf, type Site } from './site.ts';
import type { WireGroup } from './wire.ts';

const CreateGroup = z.object({ name: z.string(), attributes: Attributes });

/** §5.2: made at once. The group is known by its name. */
export const createGroup = kindOf(
  CreateGroup,
  ({ system, client }, { name, attributes }): Change<WireGroup | null> => {
    const read = () => findGroup(system, client, name);
    return {
      proof: 'READ_BACK',
      read,
      judge(group) {
        if (!group) return open;
        const fields = differing(attributes, group.attributes).map((one) => pathOf(newGroupFields, one));
        if (fields.length === 0) return done(ref('group', system, group.id));
        const names = fields.map((path) => path.join('.')).join(', ');
        const message = `A group of that name exists and is another one: it differs in ${names}.`;
        return refused('ALREADY_EXISTS', { system, message, field: fields[0] });
      },
      async write(): Promise<Sent | undefined> {
        const unset = { description: null, gid: null, assigned_policies: [] };
        try {
          const { data } = await client.createGroup(
            toDocument('user_group', { ...unset, ...attributes, name }),
          );
          return { made: ref('group', system, data.id) };
        } catch (error) {
          if (!(error instanceof ProblemError) || error.status !== 409) throw error;
          if (await read()) return undefined; // an attempt that seemed lost has come through, or another's
          const message = 'Another group has that group id.';
          const field = pathOf(newGroupFields, 'gid');
          throw new ProblemError('ALREADY_EXISTS', { system, message, field, status: 409 });
        }
      },
    };
  },
);

const UpdateGroup = z.object({ id: z.string(), attributes: Attributes });

export const updateGroup = kindOf(UpdateGroup, (site, { id, attributes }): Change<WireGroup | null> => {
  const { system, client } = site;
  return {
    proof: 'READ_BACK',
    read: () => readGroup(client, id),
    judge(group) {
      if (!group) return refused('NOT_FOUND', { system, field: ['group'] });
      if (differing(attributes, group.attributes).length === 0) return done();
      return providedBySystem(site, group) ?? open;
    },
    async unseats(group) {
      const then = group && { ...group, attributes: { ...group.attributes, ...attributes } };
      if (!then || givesAdministration(system, then)) return [];
      return unseatedNow(site, id);
    },
    async write(group) {
      if (!group) return undefined;
      await client.updateGroup(id, toDocument('user_group', changesOf(attributes, group.attributes)));
      return undefined;
    },
  };
});

/** Who administers by the group alone: it is read anew with its members. */
async function unseatedNow(site: Site, id: string): Promise<readonly Ref<'user'>[]> {
  const group = await readGroup(site.client, id, { include: 'users' });
  return group ? unseatedWithout(site, group) : [];
}

/** §8.18. */
function providedBySystem({ system }: Site, { attributes }: WireGroup) {
  if (attributes.system_provided !== true) return undefined;
  return refused('CONFLICT', { system, message: 'The group is provided by the system.', field: ['group'] });
}

const DeleteGroup = z.object({ id: z.string(), ignoreMissing: z.boolean() });

/** §7.9. */
export const deleteGroup = kindOf(DeleteGroup, (site, { id, ignoreMissing }): Change<WireGroup | null> => {
  const { system, client } = site;
  return {
    proof: 'READ_BACK',
    read: () => readGroup(client, id),
    judge(group, { attempts }) {
      if (group) return providedBySystem(site, group) ?? open;
      return attempts > 0 || ignoreMissing ? done() : refused('NOT_FOUND', { system, field: ['group'] });
    },
    unseats: () => unseatedNow(site, id),
    async write() {
      return { job: jobOf(await orNull(() => client.deleteGroup(id))) };
    },
  };
});
