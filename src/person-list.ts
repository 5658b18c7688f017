import { judge, needsOf } from './conditions.ts';
import type { Directory } from './directory.ts';
import type { PersonFilter } from './generated/types.ts';
import { type Connection, Page, type PageArguments } from './listing.ts';
import type { Person } from './model/types.ts';
import { personFilter } from './person-filter.ts';
import { Inquiry } from './person-inquiry.ts';

export type PersonPage = Connection<Person>;

/** People over every system. Whoever has accounts only where a page before could not look stays out of its list. */
export async function listPeople(
  directory: Directory,
  { filter, ...page }: PageArguments & { readonly filter?: PersonFilter | null | undefined },
): Promise<PersonPage> {
  const read = personFilter(directory, filter ?? {});
  const cut = new Page<Person>({ list: 'people', filter: filter ?? {} }, page);
  const people = await directory.people();
  const answers = people.answers.map((answer) => cut.lost(answer.system) ?? answer);
  const inquiry = new Inquiry(directory, answers);
  const condition = read(inquiry.unread);
  const verdicts = await inquiry.answer(needsOf(condition));

  const listed = new Set(answers.filter(({ rows }) => rows.length > 0).map(({ system }) => system));
  let unjudged = 0;
  const rows = people.everybody.filter((person) => {
    if (!person.accounts.some(({ user }) => listed.has(user.ref.system))) return false;
    const truth = judge(condition, person, (question) => verdicts.get(question));
    if (truth === null) unjudged += 1;
    return truth === true;
  });
  const isExact = unjudged === 0;
  return cut.ofAll(
    rows,
    inquiry.answers.map((answer) => ({ ...answer, exact: answer.exact && isExact })),
  );
}
