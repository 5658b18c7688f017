import type * as contract from './generated/types.ts';
import type { Json } from './json.ts';
import type { Ref } from './model/ref.ts';
import type { About, Intent } from './operation.ts';
import { type Problem, problemOf, type ProblemOptions } from './problems.ts';

/** What ids in inputs name, by the field's name. */
interface Named {
  readonly user: Ref<'user'>;
  readonly users: readonly Ref<'user'>[];
  readonly members: readonly Ref<'user'>[];
  readonly group: Ref<'group'>;
  readonly groups: readonly Ref<'group'>[];
  readonly primaryGroup: Ref<'group'>;
  readonly project: Ref<'project'>;
  readonly projects: readonly Ref<'project'>[];
  readonly member: Ref<'user'> | Ref<'group'>;
  readonly workspace: Ref<'workspace'>;
}

type Value<K, V> = K extends keyof Named
  ? Named[K]
  : V extends Date | string | number | boolean
    ? V
    : V extends readonly (infer Item)[]
      ? readonly Value<'', Item>[]
      : V extends object
        ? Read<V>
        : V;

/** An input as a vendor is given it: ids read, defaults filled in, and what was null left out. */
export type Read<T> = {
  readonly [K in keyof T]:
    Value<K, Exclude<T[K], null | undefined>> | ([null] extends [T[K]] ? undefined : never);
};

/** The inputs of the mutations that are not one vendor's. */
export interface Inputs {
  readonly createUser: contract.CreateUserInput;
  readonly updateUser: contract.UpdateUserInput;
  readonly enableUser: contract.UserTargetInput;
  readonly disableUser: contract.UserTargetInput;
  readonly deleteUser: contract.DeleteUserInput;
  readonly setUserPassword: contract.SetUserPasswordInput;
  readonly createGroup: contract.CreateGroupInput;
  readonly updateGroup: contract.UpdateGroupInput;
  readonly deleteGroup: contract.DeleteGroupInput;
  readonly addGroupMembers: contract.GroupMembersInput;
  readonly removeGroupMembers: contract.RemoveGroupMembersInput;
  readonly setGroupMembers: contract.GroupMembersInput;
  readonly setPrimaryGroup: contract.SetPrimaryGroupInput;
  readonly ensureProjectMembership: contract.EnsureProjectMembershipInput;
  readonly removeProjectMembership: contract.RemoveProjectMembershipInput;
}

/** One write that an operation takes. */
export interface Step extends Intent {
  /** Names the document it changes, e.g. `user ada`: one writer at a time. Steps on the same document share the name. */
  readonly document: string;
  /** Further ones that it changes in the same call. Left out: none. */
  readonly alsoChanges?: readonly string[] | undefined;
  /** For people, e.g. `put ada into analysts`. Holds no secret. */
  readonly description: string;
  /** Which account of several; its result stands by itself in the answer. */
  readonly about?: About | undefined;
  /** Goes on although a step before it came to nothing. Left out: it does not. */
  readonly independent?: boolean | undefined;
  /** Accounts that lose something by it: it stops at a protected one. */
  readonly touches?: readonly Ref<'user'>[] | undefined;
  /**
   * Accounts that administer the system when it is laid down, and may not afterwards: it stops at the last one. What
   * counts in the end is what `Change.unseats` says.
   */
  readonly unseats?: readonly Ref<'user'>[] | undefined;
  /**
   * The account for which it makes a credential: it stops at one with more rights than the caller. `ANYBODY`: whose it
   * is shows only afterwards.
   */
  readonly credentialOf?: Ref<'user'> | 'ANYBODY' | undefined;
}

/** What a mutation takes. */
export interface Plan {
  /** In order. None: it is so already, or everything in it was left out. */
  readonly steps: readonly Step[];
  /** What it is about, readable. */
  readonly target: string;
  /** The same, as far as it exists already. */
  readonly targets: readonly Ref[];
  /** Fields of the input that the vendor has no place for: UNSUPPORTED, with `field`. */
  readonly leftOut?: readonly Problem[] | undefined;
}

/** What was known before, when a state is judged. */
export interface History {
  /** How often the write was sent. 0: what is so now is not our doing. */
  readonly attempts: number;
  /** What `Change.keep` kept of the state before it was first sent. */
  readonly before: Json;
  /** What the vendor said it made, where an answer came. */
  readonly made: Ref | undefined;
}

/** What a state says of a change. */
export type Verdict =
  /** It is so. `subject`: what it is about, where only reading tells. */
  | { readonly is: 'DONE'; readonly subject?: Ref | undefined }
  /** It is not so. */
  | { readonly is: 'OPEN' }
  /** The vendor is at it. */
  | { readonly is: 'WORKING'; readonly job?: string | undefined }
  /** It is not so, and must not be tried. */
  | { readonly is: 'REFUSED'; readonly problem: Problem };

export const done = (subject?: Ref): Verdict => ({ is: 'DONE', subject });
export const open: Verdict = { is: 'OPEN' };
export const working = (job?: string): Verdict => ({ is: 'WORKING', job });
export const refused = (code: contract.ProblemCode, options: ProblemOptions = {}): Verdict => ({
  is: 'REFUSED',
  problem: problemOf(code, options),
});

/** What came of sending. */
export interface Sent {
  /** The vendor goes on by itself: the job's own id. */
  readonly job?: string | undefined;
  /** What it made. */
  readonly made?: Ref | undefined;
  /** Fields of the payload for this one answer: they are kept nowhere. */
  readonly shown?: Readonly<Record<string, unknown>> | undefined;
}

/**
 * How a write is proven.
 *
 * `READ_BACK`: reading tells whether it is so. After a lost answer it is read, and sent again if it is not so.
 * `ANSWER`: it can only be written; a clear yes is all there is, and after a lost answer it is not known.
 * `COMPARISON`: it makes a thing that has no name of its own. Never sent again; what is there is compared with what
 * was there before.
 */
export type Proof = 'READ_BACK' | 'ANSWER' | 'COMPARISON';

/**
 * One write with its proof. Everything in it asks the system itself, past whatever was read before; failures are
 * `ProblemError`s.
 */
export interface Change<S> {
  readonly proof: Proof;
  /**
   * Whether the vendor writes the document only after its answer, in work of its own: until that is over nobody else may
   * write, for what they read would be undone by it, or undo it. Left out: it does not.
   */
  readonly writesLater?: boolean | undefined;
  /** What the write is about, as it is now. What is not there is part of the state, not a failure. */
  read(): Promise<S>;
  /** Pure. */
  judge(state: S, history: History): Verdict;
  /** What must be remembered of a state to compare with later. Holds no secret. Pure. */
  keep?(state: S): Json;
  /**
   * Accounts that administer the system as things are now, and would not afterwards. Left out: those of the step, as they
   * were when it was laid down.
   */
  unseats?(state: S): Promise<readonly Ref<'user'>[]> | readonly Ref<'user'>[];
  /** Sends it once, on the grounds of the state just read. */
  write(state: S): Promise<Sent | undefined>;
}

/** A change whose state nobody but itself looks at. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any -- `S` is the change's own business: it is read and handed back
export type AnyChange = Change<any>;

/** Lays down what a mutation takes. May read; changes nothing. A ProblemError refuses it all. */
export type Planner<I> = (input: I) => Promise<Plan> | Plan;

/** What one request may change in one system. */
export interface Writes {
  /** By mutation; `undefined`: the vendor has no such thing. */
  readonly plans: { readonly [M in keyof Inputs]: Planner<Read<Inputs[M]>> | undefined };
  /** The vendor's own mutations, by name. */
  readonly ownPlans: Readonly<Record<string, Planner<never>>>;
  /** The write that an intent names. */
  change(intent: Intent): AnyChange;
  /** Accounts, by native id, that administer the system and can be used, read anew. null: not known. */
  administrators(): Promise<readonly string[] | null>;
}
