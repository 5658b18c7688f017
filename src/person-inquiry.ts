import { type Condition, judge, needsOf } from './conditions.ts';
import type { Directory } from './directory.ts';
import type { ReadFilter, UserNeed } from './filters.ts';
import { type Answer, stateOf } from './listing.ts';
import { factsFor } from './lists.ts';
import type { SystemKey } from './model/ref.ts';
import type { User } from './model/types.ts';
import type { AccountQuestion, RoleQuestion, Verdict } from './person-filter.ts';
import { type Problem, ProblemError, problemOf } from './problems.ts';
import { rolesIn, type RolesThere } from './project-roles.ts';

/** Questions about accounts, put to all systems side by side. What a system cannot tell shows in its answer. */
export class Inquiry {
  /** Systems of which not every account could be read. */
  readonly unread: ReadonlySet<SystemKey>;
  readonly #directory: Directory;
  readonly #answers: Map<SystemKey, Answer<User>>;
  #roles: Promise<ReadonlyMap<SystemKey, RolesThere>> | undefined;

  constructor(directory: Directory, answers: readonly Answer<User>[]) {
    this.unread = new Set(answers.filter(({ exact }) => !exact).map(({ system }) => system));
    this.#directory = directory;
    this.#answers = new Map(answers.map((answer) => [answer.system, answer]));
  }

  /** What each system contributed, to the list of accounts and to the questions. */
  get answers(): readonly Answer<User>[] {
    return [...this.#answers.values()];
  }

  async answer(questions: ReadonlySet<AccountQuestion>): Promise<ReadonlyMap<AccountQuestion, Verdict>> {
    const verdicts = [...questions].map(async (question) => {
      const verdict = typeof question === 'function' ? this.#onFilter(question) : this.#onRoles(question);
      return [question, await verdict] as const;
    });
    return new Map(await Promise.all(verdicts));
  }

  async #onFilter(read: ReadFilter<User, UserNeed>): Promise<Verdict> {
    const asked = this.#directory.systems.map((system) => ({ key: system.key, condition: read(system) }));
    const judges = new Map(
      await Promise.all(
        asked.map(async ({ key, condition }) => [key, await this.#judgeIn(key, condition)] as const),
      ),
    );
    return {
      of: (user) => judges.get(user.ref.system)?.(user) ?? null,
      isOpen: asked.some(
        ({ key, condition }) => this.unread.has(key) && (condition.is !== 'decided' || condition.truth),
      ),
    };
  }

  async #judgeIn(key: SystemKey, condition: Condition<User, UserNeed>): Promise<Verdict['of']> {
    const rows = this.#answers.get(key)?.rows ?? [];
    const needs = needsOf(condition);
    if (rows.length === 0 || needs.size === 0) return (user) => judge(condition, user, () => null);
    const facts = await this.#told(key, () =>
      factsFor(this.#directory, this.#directory.session(key), rows, needs),
    );
    if (facts && [...needs].some((need) => facts.get(need) === undefined)) {
      const message = 'The system does not tell a fact that the filter asks for.';
      this.#note(key, problemOf('UNSUPPORTED', { message }));
    }
    return (user) => judge(condition, user, (need, row) => facts?.get(need)?.(row) ?? null);
  }

  async #onRoles({ roles }: RoleQuestion): Promise<Verdict> {
    this.#roles ??= this.#readRoles();
    const known = await this.#roles;
    return {
      of: ({ ref }) => {
        const there = known.get(ref.system);
        const held = there?.byAccount.get(ref.native);
        if (roles.some((role) => held?.has(role))) return true;
        return there?.problem === null ? false : null;
      },
      isOpen: [...this.unread].some((key) => this.#directory.session(key).projects !== undefined),
    };
  }

  async #readRoles(): Promise<ReadonlyMap<SystemKey, RolesThere>> {
    const read = this.answers
      .filter(({ rows }) => rows.length > 0)
      .map(async ({ system }) => {
        const there = await this.#told(system, () => rolesIn(this.#directory, system));
        if (there?.problem) this.#note(system, there.problem);
        return there ? ([[system, there]] as const) : [];
      });
    return new Map((await Promise.all(read)).flat());
  }

  /** What a system tells; undefined, and noted in its answer, where it cannot be read. A bug of ours still fails. */
  async #told<T>(key: SystemKey, ask: () => Promise<T>): Promise<T | undefined> {
    try {
      return await ask();
    } catch (error) {
      if (!(error instanceof ProblemError)) throw error;
      this.#note(key, error.problem);
      return undefined;
    }
  }

  #note(key: SystemKey, problem: Problem): void {
    const answer = this.#answers.get(key);
    if (!answer || answer.problem !== null) return;
    const noted = { ...problem, system: key };
    this.#answers.set(key, { ...answer, state: stateOf(problem.code), problem: noted, exact: false });
  }
}
