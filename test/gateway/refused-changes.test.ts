import { expect, test } from 'vitest';
import { stage } from '../support.ts';

// What a system refuses has had no effect: it is told as it is, at once, and not as something that nobody knows.

/** A token of Exchange for somebody whom nobody knows. */
const stranger = ['{}', JSON.stringify({ appctx: JSON.stringify({ msexchuid: 'nobody' }) }), 'x']
  .map((part) => Buffer.from(part).toString('base64url'))
  .join('.');

test.for<[mutation: string, input: string, code: string]>([
  [
    'signUpSquirroUser',
    '{ system: "squirro-main", email: "nina@example.org", password: "Sinner-man-1965" }',
    'NOT_PERMITTED',
  ],
  ['exchangeSquirroMicrosoftToken', `{ system: "squirro-main", identityToken: "${stranger}" }`, 'NOT_FOUND'],
])('%s that is refused is NOT_APPLIED', async ([mutation, input, code]) => {
  await using world = await stage({ settings: { changes: { quietMs: 60_000, deadlineMs: 100_000 } } });

  const { data } = await world.ask(`mutation { ${mutation}(input: ${input}) { outcome problems { code } } }`);

  expect(data[mutation]).toEqual({ outcome: 'NOT_APPLIED', problems: [{ code }] });
});
