import { expect, test } from 'vitest';
import { classes, fuzz } from './run.ts';

// A sample of `npm run fuzz`. Another seed: FUZZ_SEED=5 vitest run test/fuzz

const seed = Number(process.env['FUZZ_SEED'] ?? Math.floor(Math.random() * 1_000_000));

test(
  `no bad input of 2,500 gets anything but its refusal (FUZZ_SEED=${seed})`,
  { timeout: 120_000 },
  async () => {
    const { sent, wrong, unforeseen, upstream } = await fuzz(2_500, seed);

    expect({ wrong, unforeseen }).toEqual({ wrong: [], unforeseen: [] });
    expect(Object.keys(sent)).toHaveLength(classes.length);
    expect(Object.values(sent).reduce((a, b) => a + b)).toBe(2_500);
    expect(upstream).toBeGreaterThan(500);
  },
);
