import { z } from 'zod';

const count = (least: number, most: number) => z.int().min(least).max(most);

/** How changes are made. */
export const ChangesShape = z.strictObject({
  deadlineMs: count(100, 600_000)
    .default(60_000)
    .describe('Milliseconds a change may take before its caller is answered; it goes on after that.'),
  quietMs: count(0, 600_000)
    .default(15_000)
    .describe(
      'Milliseconds to wait after an answer was lost before the system is asked whether the change took effect: ' +
        'longer than any system takes to make one that it has been sent.',
    ),
  perMinute: count(1, 1_000_000)
    .default(1_000)
    .describe('How many writes one caller may ask for in a minute.'),
});

export type ChangeSettings = Readonly<z.output<typeof ChangesShape>>;
