import type { Directory } from './directory.ts';
import type { Ref } from './model/ref.ts';
import { parseRef } from './model/ref.ts';
import type { User } from './model/types.ts';
import { badInput, ProblemError } from './problems.ts';
import { rolesIn } from './project-roles.ts';

/**
 * The account that a caller may ask as. Every reason against it is told in the same words: whether it is missing, of a
 * system where nobody can be acted as, mightier than the caller, or not known well enough to say.
 *
 * The caller's own rights go on to hold: acting only ever takes away. So that nothing is gained upstream either, the
 * account must be in use and known to have no power over the system, and what it may in projects must be covered: READ
 * covers looking, WRITE_MEMBERSHIPS, which could hand out any role, covers every role.
 */
export async function accountToActAs(directory: Directory, id: string): Promise<User> {
  const ref = parseRef(id);
  if (ref?.kind !== 'user')
    throw badInput('`Rollcall-Act-As` must be the id of one account, as `User.id` shows it.');
  const user = mayActIn(directory, ref.system) ? await directory.user(ref as Ref<'user'>) : null;
  if (user === null || !(await isCovered(directory, user)))
    throw new ProblemError('NOT_PERMITTED', { message: REFUSED });
  return user;
}

const REFUSED = 'The caller may not act as this account.';

function mayActIn(directory: Directory, key: string): boolean {
  const { rights } = directory.asker;
  const system = directory.findSystem(key);
  return (
    system !== undefined &&
    directory.session(system.key).impersonation !== undefined &&
    rights.mayWholly('ACT_AS', key) &&
    rights.mayWholly('READ', key)
  );
}

/** What could not be found out counts against it. */
async function isCovered(directory: Directory, user: User): Promise<boolean> {
  const { system, native } = user.ref;
  const session = directory.session(system);
  if (user.status !== 'ACTIVE') return false;
  const [isOperational, isAdmin, isPowerful, self] = await Promise.all([
    directory.fact('isOperational', user),
    directory.fact('isAdmin', user),
    session.impersonation?.isPowerful(user) ?? null,
    session.self(),
  ]);
  if (isOperational !== true || isAdmin !== false || isPowerful !== false || self?.ref.native === native)
    return false;
  return directory.asker.rights.mayWholly('WRITE_MEMBERSHIPS', system) || onlyLooks(directory, user);
}

/**
 * Whether a caller may make a credential of an account, which is acting as it by other means. One that is not there yet
 * has no rights to take over.
 */
export async function mayMakeCredentialOf(directory: Directory, ref: Ref<'user'>): Promise<boolean> {
  const { rights } = directory.asker;
  const { system } = ref;
  if (!rights.mayWholly('ACT_AS', system)) return false;
  const user = await directory.user(ref);
  if (user === null) return true;
  const { impersonation } = directory.session(system);
  const [isAdmin, isPowerful] = await Promise.all([
    directory.fact('isAdmin', user),
    impersonation ? impersonation.isPowerful(user) : false,
  ]);
  if (isAdmin !== false || isPowerful !== false) return false;
  return rights.mayWholly('WRITE_MEMBERSHIPS', system) || onlyLooks(directory, user);
}

async function onlyLooks(directory: Directory, { ref: { system, native } }: User): Promise<boolean> {
  const [{ byAccount, problem }, projects] = await Promise.all([
    rolesIn(directory, system),
    directory.session(system).projects?.list(),
  ]);
  if (problem || projects?.problem) return false;
  const owns = projects?.items.some(({ owner }) => owner?.native === native) === true;
  return !owns && [...(byAccount.get(native) ?? [])].every((role) => role === 'VIEWER');
}
