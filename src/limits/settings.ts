import { z } from 'zod';
import { secretSetting } from '../secret.ts';

const count = (least: number, most: number) => z.int().min(least).max(most);

/** What one request may ask and spend. Every number that bounds a caller stands here. */
export const LimitsShape = z.strictObject({
  deadlineMs: count(100, 600_000).default(10_000).describe('Milliseconds a read may take.'),
  perAccountCalls: count(0, 100_000)
    .default(100)
    .describe('How many fields a request may read that a vendor offers only account by account.'),
  maxErrors: count(1, 10_000)
    .default(50)
    .describe('How many errors an answer lists before it counts the rest.'),
  maxBodyBytes: count(1_024, 16_777_216).default(262_144).describe('How large a request may be.'),
  maxTokens: count(100, 100_000).default(2_000).describe('How many tokens a document may have.'),
  maxDepth: count(3, 50).default(12).describe('How deep fields may be nested; introspection apart.'),
  maxAliases: count(0, 10_000).default(50).describe('How many aliases an operation may have.'),
  maxRootFields: count(1, 1_000).default(50).describe('How many fields a query may have at its root.'),
  maxMutations: count(1, 10).default(10).describe('How many fields a mutation may have at its root.'),
  maxRepeats: count(1, 1_000).default(10).describe('How often one selection may name the same field.'),
  maxDirectives: count(0, 1_000).default(20).describe('How many directives an operation may have.'),
  maxSelections: count(100, 100_000)
    .default(5_000)
    .describe('How many selections an operation may have when its fragments are written out.'),
  maxNesting: count(4, 1_000)
    .default(32)
    .describe('How deep lists and objects in variables and arguments may be nested.'),
  maxListLength: count(1, 100_000).default(500).describe('How long lists in variables and arguments may be.'),
  maxTextLength: count(100, 1_000_000)
    .default(10_240)
    .describe('How many characters a text in variables and arguments may have.'),
  maxCost: count(1, 1_000_000_000)
    .default(2_000_000)
    .describe('What one operation may cost: the number of fields its answer may hold.'),
  costPerMinute: count(1, 1_000_000_000_000)
    .default(100_000_000)
    .describe('What one caller’s operations may cost together in a minute.'),
  headersTimeoutMs: count(100, 600_000)
    .default(10_000)
    .describe('Milliseconds the head of a request may take to arrive.'),
  requestTimeoutMs: count(100, 600_000)
    .default(30_000)
    .describe('Milliseconds a whole request may take to arrive, its head included.'),
  slowestReaderMs: count(100, 600_000)
    .default(30_000)
    .describe('Milliseconds a client may take to read an answer that is ready; then it is cut off.'),
  maxConnections: count(1, 1_000_000).default(5_000).describe('How many connections there may be at once.'),
  maxConnectionsPerAddress: count(1, 1_000_000)
    .default(1_000)
    .describe('How many of them may come from one address; a proxy is one.'),
  maxStreams: count(0, 1_000_000).default(1_000).describe('How many subscriptions there may be at once.'),
  maxStreamsPerCaller: count(0, 1_000_000).default(20).describe('How many of them may be one caller’s.'),
  streamMs: count(100, 86_400_000)
    .default(600_000)
    .describe('Milliseconds that the answer to one subscription may last; then its client asks again.'),
  redisUrl: secretSetting
    .optional()
    .describe('redis:// or rediss:// where replicas share what callers have spent.'),
});

export type Limits = Readonly<z.output<typeof LimitsShape>>;
