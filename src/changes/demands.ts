import type { GraphQLField, GraphQLInputObjectType, GraphQLSchema } from 'graphql';
import { isInputObjectType, getNullableType } from 'graphql';
import { mayMakeCredentialOf } from '../acting.ts';
import type { Directory } from '../directory.ts';
import type { Scope } from '../generated/types.ts';
import { collector } from '../guard.ts';
import { labelReader } from '../labels.ts';
import type { Ref, SystemKey } from '../model/ref.ts';
import { ProblemError } from '../problems.ts';
import { lacking } from '../sight.ts';
import type { Step } from '../writing.ts';
import type { Intake, Place } from './intake.ts';

/** One mutation of the contract. */
export interface Mutation {
  readonly name: string;
  readonly input: GraphQLInputObjectType;
  /** The scopes that an input takes: the mutation's own, and those of the fields that are given. */
  scopesOf(input: Readonly<Record<string, unknown>>): ReadonlySet<Scope>;
}

/** The contract's mutations, by name. */
export function mutationsOf(schema: GraphQLSchema): ReadonlyMap<string, Mutation> {
  const labelOf = labelReader(schema);
  const collect = collector(labelOf);
  const read = (field: GraphQLField<unknown, unknown>): Mutation => {
    const argument = field.args.find(({ name }) => name === 'input');
    const input = argument && getNullableType(argument.type);
    if (!argument || !isInputObjectType(input)) throw new Error(`${field.name} takes no input.`);
    return {
      name: field.name,
      input,
      scopesOf: (given) => {
        const label = labelOf(field);
        const taken = new Set<Scope>(label ? [label.scope] : []);
        // Not to go on takes no right.
        const { allowProtected, ...others } = given;
        collect(argument, allowProtected === true ? given : others, taken);
        return taken;
      },
    };
  };
  const fields = Object.values(schema.getMutationType()?.getFields() ?? {});
  return new Map(fields.map((field) => [field.name, read(field)]));
}

/**
 * Holds a change to what its caller may, where it is: each scope over the whole system, or over the project that it is
 * in. What the caller may not see is not there.
 */
export async function demandScopes(
  { system: { key: system }, places }: Intake,
  scopes: ReadonlySet<Scope>,
  directory: Directory,
): Promise<void> {
  const { rights } = directory.asker;
  const project = await projectOf(places, directory);
  if (!rights.mayWholly('READ', system)) await demandSeen(places, directory);
  const needed = new Set(scopes);
  if (scopes.has('WRITE_MEMBERSHIPS') && (await givesPower(places, directory)))
    needed.add('WRITE_PRIVILEGES');
  for (const scope of needed) {
    if (!rights.may(scope, { system, project })) throw lacking(scope, system);
  }
}

/** The key of the one project that a change is in; undefined: it is in none. */
async function projectOf(places: readonly Place[], directory: Directory): Promise<string | undefined> {
  const place = places.find(({ path }) => path.length === 1 && path[0] === 'project');
  if (place === undefined) return undefined;
  const project = await directory.project(place.ref as Ref<'project'>);
  if (project === null) throw missing(place);
  return project.key;
}

async function demandSeen(places: readonly Place[], directory: Directory): Promise<void> {
  const seen = await Promise.all(places.map(({ ref }) => isSeen(ref, directory)));
  const hidden = places.find((_place, index) => !seen[index]);
  if (hidden) throw missing(hidden);
}

async function isSeen(ref: Ref, directory: Directory): Promise<boolean> {
  switch (ref.kind) {
    case 'user':
    case 'group':
      return (await directory.member(ref as Ref<'user' | 'group'>)) !== null;
    case 'project':
      return (await directory.project(ref as Ref<'project'>)) !== null;
    default:
      return directory.asker.rights.mayWholly('READ', ref.system);
  }
}

/** Whether any of the groups that members are put into or taken out of makes administrators. */
async function givesPower(places: readonly Place[], directory: Directory): Promise<boolean> {
  const groups = places.filter(({ ref, path }) => ref.kind === 'group' && !path.includes('member'));
  const found = await Promise.all(groups.map(({ ref }) => directory.group(ref as Ref<'group'>)));
  return found.some((group) => group?.isAdmin === true);
}

const missing = ({ ref, path }: Place) =>
  new ProblemError('NOT_FOUND', {
    system: ref.system,
    field: path,
    message: `There is no such ${ref.kind}.`,
  });

/** Making a credential is being whom it belongs to: it takes that right, and never reaches beyond the caller's own. */
export async function demandCredentials(
  steps: readonly Step[],
  system: SystemKey,
  directory: Directory,
): Promise<void> {
  const { rights } = directory.asker;
  const isMightiest = rights.mayWholly('ACT_AS', system) && rights.mayWholly('WRITE_PRIVILEGES', system);
  for (const { credentialOf } of steps) {
    if (credentialOf === undefined || isMightiest) continue;
    if (credentialOf === 'ANYBODY' || !(await mayMakeCredentialOf(directory, credentialOf)))
      throw new ProblemError('NOT_PERMITTED', {
        system,
        message:
          'Making a credential takes the scope ACT_AS as well, and reaches no account that may more than the caller: ' +
          'one with power over the system takes WRITE_PRIVILEGES too.',
      });
  }
}
