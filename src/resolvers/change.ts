import { type GraphQLSchema, isInterfaceType, isObjectType } from 'graphql';
import type { Context } from '../context.ts';
import { mutationsOf } from '../changes/demands.ts';
import { change, type ChangeReply } from '../changes/request.ts';
import { find } from '../finding.ts';
import { formatRef, type Kind, parseRef, type Ref } from '../model/ref.ts';
import type { User } from '../model/types.ts';
import type { ToldStep } from '../operation.ts';
import { jobOf } from '../operations.ts';

type Resolver<S> = (of: S, args: never, context: Context) => unknown;

/** Every mutation of the contract, whichever vendor's: one way for all. */
export function mutationResolvers(contract: GraphQLSchema) {
  const mutations = [...mutationsOf(contract).values()];
  return Object.fromEntries(
    mutations.map((mutation) => [
      mutation.name,
      (_root: unknown, { input }: { readonly input: Readonly<Record<string, unknown>> }, context: Context) =>
        change(context, mutation, input),
    ]),
  );
}

/** The object of this kind that a change was about, as it is now. */
const subject =
  (...kinds: readonly Kind[]): Resolver<ChangeReply> =>
  ({ targets }, _args, { directory }) => {
    const ref = targets.find(({ kind }) => kinds.includes(kind));
    return ref ? find(directory, formatRef(ref)) : null;
  };

const isGone = ({ outcome, record }: ChangeReply): boolean =>
  outcome === 'APPLIED' || (outcome === 'ALREADY' && record?.kind.startsWith('delete') === true);

/** The id of what is gone; only mutations that take something away have one. */
const deletedId: Resolver<ChangeReply> = (reply) => {
  const takesAway = /^(?:delete|remove)/u.test(reply.record?.kind ?? '');
  const [target] = reply.targets;
  return takesAway && target && isGone(reply) ? formatRef(target) : null;
};

/** Fields of payloads that mean the same wherever they stand. */
const payloadFields: Readonly<Record<string, Resolver<ChangeReply>>> = {
  operation: ({ record }) => record,
  job: ({ record }, _args, { directory }) => (record === null ? null : jobOf(record, directory)),
  user: subject('user'),
  group: subject('group'),
  membership: subject('membership'),
  project: subject('project'),
  workspace: subject('workspace'),
  deletedId,
};

/** What became of each account, in the order of the plan. */
const results: Resolver<ChangeReply> = ({ steps }) => steps.filter(({ about }) => about !== null);

/** Every payload of the contract. What a vendor reads of its own is added by its connector. */
export function payloadResolvers(
  contract: GraphQLSchema,
): Record<string, Record<string, Resolver<ChangeReply>>> {
  const payload = contract.getType('ChangePayload');
  const types = isInterfaceType(payload) ? contract.getPossibleTypes(payload) : [];
  return Object.fromEntries(
    types.map((type) => {
      const fields = Object.keys(type.getFields()).filter((name) => Object.hasOwn(payloadFields, name));
      const shared = fields.map((name) => [name, payloadFields[name]] as const);
      const own = isObjectType(type) && 'results' in type.getFields() ? { results } : {};
      return [type.name, { ...Object.fromEntries(shared), ...own }] as const;
    }),
  ) as Record<string, Record<string, Resolver<ChangeReply>>>;
}

export const GroupMemberResult = {
  userId: ({ about }: ToldStep) => about?.userId ?? '',
  action: ({ about }: ToldStep) => about?.action ?? 'ADD',
  outcome: ({ outcome, state }: ToldStep) => outcome ?? (state === 'PENDING' ? 'PENDING' : 'UNKNOWN'),
  user: ({ about }: ToldStep, _args: unknown, { directory }: Context): Promise<User | null> | null => {
    const ref = parseRef(about?.userId ?? '');
    return ref?.kind === 'user' ? directory.user(ref as Ref<'user'>) : null;
  },
};
