import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { abuses } from '../../bench/abuse.ts';
import { stage, type Stage } from '../support.ts';
import { send } from './send.ts';

// What is measured of these is measured by `npm run fuzz` and `npm run verify`; here it is what they get.

let world: Stage;
let impatient: Pick<Stage, 'url'>;
beforeAll(async () => {
  world = await stage();
  impatient = await world.another({ settings: { limits: { requestTimeoutMs: 1_000 } } });
});
afterAll(() => world[Symbol.asyncDispose]());

/** Whoever is to wait no longer asks the gateway that does not wait long either. */
const askedFor = (status: number) => (status === 408 ? impatient : world);

const good = '{ users(first: 5) { nodes { username } } }';

describe('abuse is refused while others are answered:', () => {
  test.for(abuses)('$name', async ({ build, status, code, says }) => {
    const sent = send(askedFor(status).url, build());
    const meanwhile = await world.ask(good);
    const answer = await sent;

    expect(answer.status).toBe(status);
    expect(answer.body).toMatchObject({
      errors: [{ message: expect.stringContaining(says) as string, extensions: { code } }],
    });
    expect(answer.body).not.toHaveProperty('data');
    expect(answer.headers['x-request-id']).toBe(answer.body.errors[0]?.extensions['requestId']);
    expect(meanwhile.data.users.nodes).toHaveLength(5);
  });
});

describe('abuse gets from streams what it gets from queries:', () => {
  test.for(abuses)('$name', async ({ name, build, status, code, says }) => {
    const answer = await send(askedFor(status).url, { ...build(), path: '/graphql/stream' });

    // What could be answered, if at a price, is told first that this is not the place.
    const isQuestion = /^(?:first: 1000000|500 of 500)/u.test(name);
    expect(answer.status).toBe(status);
    expect(answer.body).toMatchObject({
      errors: [
        {
          message: expect.stringContaining(isQuestion ? 'Only subscriptions' : says) as string,
          extensions: { code: isQuestion ? 'BAD_INPUT' : code },
        },
      ],
    });
    expect(answer.headers['x-request-id']).toBe(answer.body.errors[0]?.extensions['requestId']);
  });
});

test('no abuse reaches a system', async () => {
  world.calls();
  for (const { build } of abuses.filter(({ status }) => status !== 408)) {
    await send(world.url, build());
    await send(world.url, { ...build(), path: '/graphql/stream' });
  }

  expect(world.calls()).toEqual({ 'iguazio-main': 0, 'dss-design': 0, govern: 0, 'squirro-main': 0 });
});
