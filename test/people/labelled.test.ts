import { expect, test } from 'vitest';
import { proposerOver } from '../../src/people/proposals.ts';
import { account, matched, rulesOf } from './accounts.ts';
import { type Topic, topics, type Verdict } from './pairs.ts';

interface Outcome {
  readonly pair: string;
  readonly verdict: Verdict;
  readonly isJoined: boolean;
  readonly isProposed: boolean;
}

function outcomesOf({ settings, beside = [], pairs }: Topic): Outcome[] {
  const rules = rulesOf(settings);
  return pairs.map(([left, right, verdict]) => {
    const [one, other] = [account(left), account(right)];
    const named = [one, other].map(({ ref }) => `${ref.system}/${ref.native}`);
    const others = beside.map(account).filter(({ ref }) => !named.includes(`${ref.system}/${ref.native}`));
    const people = matched([one, other, ...others], rules);
    const person = people.find(({ seats }) => seats.some(({ user }) => user === one));
    if (!person) throw new Error(`${left} is nobody’s`);
    return {
      pair: `${left} | ${right}`,
      verdict,
      isJoined: person.seats.some(({ user }) => user === other),
      isProposed: proposerOver(people, rules)(person).some(({ user }) => user === other),
    };
  });
}

const outcomes = topics.flatMap(outcomesOf);
const same = outcomes.filter(({ verdict }) => verdict === 'same');

test('the labelled set has at least 300 pairs, none twice in one world', () => {
  expect(outcomes.length).toBeGreaterThanOrEqual(300);
  for (const { pairs } of topics) expect(new Set(pairs.map(String)).size).toBe(pairs.length);
});

test.for(topics)('nobody is joined to somebody else: $about', (topic) => {
  const wrong = outcomesOf(topic).filter(({ isJoined, verdict }) => isJoined && verdict !== 'same');
  expect(wrong.map(({ pair }) => pair)).toEqual([]);
});

test('no pair that is joined is proposed as well', () => {
  expect(outcomes.filter(({ isJoined, isProposed }) => isJoined && isProposed)).toEqual([]);
});

test('most accounts of one person are joined, and most others are proposed', () => {
  const joined = outcomes.filter(({ isJoined }) => isJoined);
  const right = joined.filter(({ verdict }) => verdict === 'same').length;
  const proposed = same.filter(({ isProposed }) => isProposed).length;
  const share = (part: number, whole: number) =>
    `${((100 * part) / whole).toFixed(1)} % (${part} of ${whole})`;
  const lines = [
    `${outcomes.length} labelled pairs`,
    `precision ${share(right, joined.length)}`,
    `recall ${share(right, same.length)}`,
    `with those proposed ${share(right + proposed, same.length)}`,
  ];
  process.stdout.write(`people: ${lines.join(', ')}\n`);
  expect(right / same.length).toBeGreaterThan(0.8);
  expect((right + proposed) / same.length).toBeGreaterThan(0.9);
});
