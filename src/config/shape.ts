import { z } from 'zod';
import { connectors, type VendorName } from '../connectors/index.ts';
import { ChangesShape } from '../changes/settings.ts';
import { LimitsShape } from '../limits/settings.ts';
import { PeopleShape } from '../people/rules.ts';
import { AuthShape } from './auth.ts';
import { LedgerShape } from './ledger.ts';
import type { Path } from './mistakes.ts';
import { ServerShape } from './server.ts';

const count = (least: number, most: number) => z.int().min(least).max(most);

export const levels = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;

/** Everything but the systems. */
export const GatewayShape = z.strictObject({
  server: ServerShape.prefault({}),
  auth: AuthShape.optional(),
  limits: LimitsShape.prefault({}).describe(
    'What one request may ask and spend, and one caller in a minute.',
  ),
  ledger: LedgerShape.prefault({}).describe('Where every change is recorded.'),
  changes: ChangesShape.prefault({}).describe('How changes are made.'),
  people: PeopleShape.prefault({}).describe('How accounts are matched to people.'),
  graphiql: z.boolean().default(false).describe('Whether GraphiQL is served under /.'),
  getQueries: z.boolean().default(false).describe('Whether queries may come by GET as well as by POST.'),
  log: z
    .strictObject({
      level: z.enum(levels).default('info').describe('The least severe lines that are logged.'),
    })
    .prefault({}),
});

/** What every system has, whatever its vendor. */
export const SystemShape = z.strictObject({
  url: z.string().transform(baseUrl).describe('Scheme, host and port, with a path prefix if there is one.'),
  displayName: z.string().min(1).max(100).optional().describe('For people; the key unless given.'),
  tls: z
    .strictObject({
      caFile: z
        .string()
        .min(1)
        .optional()
        .describe('PEM file of the authorities to trust instead of the machine’s.'),
      insecureHttp: z
        .boolean()
        .default(false)
        .describe('Allows http:// to another machine: credentials go in the clear.'),
    })
    .prefault({}),
  limits: z
    .strictObject({
      maxConcurrent: count(1, 1_000).default(8).describe('How many requests may be under way at once.'),
      maxResponseBytes: count(1_024, 4_294_967_296)
        .default(268_435_456)
        .describe('How large one answer may be, decompressed.'),
    })
    .prefault({}),
  protected: z
    .array(z.string().min(1))
    .default([])
    .describe('Usernames of accounts that no change may take anything from, unless it says allowProtected.'),
});

function baseUrl(text: string, context: z.RefinementCtx): string {
  const url = URL.parse(text);
  const wrong = (message: string) => context.addIssue({ code: 'custom', message });
  if (url === null || !['http:', 'https:'].includes(url.protocol)) {
    wrong('must be a URL that starts with https:// (or http://)');
    return z.NEVER;
  }
  if (url.username || url.password) wrong('must not hold credentials: they have settings of their own');
  if (/[?#]/u.test(text)) wrong('must not have a query or a fragment');
  return url.origin + url.pathname.replace(/\/+$/u, '');
}

export const vendorNames = Object.keys(connectors) as [VendorName, ...VendorName[]];

/** The part of a system's settings that says which other settings it has. */
export const VendorShape = z.enum(vendorNames).describe('Which product it is.');

interface JsonSchema {
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly items?: JsonSchema;
  readonly required?: readonly string[];
  readonly anyOf?: readonly JsonSchema[];
  readonly oneOf?: readonly JsonSchema[];
  readonly additionalProperties?: JsonSchema | boolean;
  readonly [keyword: string]: unknown;
}

const jsonOf = (shape: z.ZodType) => {
  const { $schema: _, ...schema } = z.toJSONSchema(shape, { io: 'input', unrepresentable: 'any' });
  return schema as JsonSchema;
};

/** The settings of one vendor's systems: those of every system and the vendor's own. */
function systemSchema(vendor: VendorName): JsonSchema {
  const common = jsonOf(SystemShape);
  const own = jsonOf(connectors[vendor].settings);
  return {
    type: 'object',
    properties: {
      vendor: { const: vendor, description: 'Which product it is.' },
      ...common.properties,
      ...own.properties,
    },
    required: ['vendor', ...(common.required ?? []), ...(own.required ?? [])],
    additionalProperties: false,
  };
}

/** The configuration's shape for editors: JSON Schema, read off the same declarations that check it. */
export function configSchema(): JsonSchema {
  const gateway = jsonOf(GatewayShape);
  return {
    $schema: 'http://json-schema.org/draft-07/schema#',
    title: 'Rollcall configuration',
    ...gateway,
    properties: {
      ...gateway.properties,
      systems: {
        description: 'The installations to speak to, by a key of your choice.',
        type: 'object',
        minProperties: 1,
        propertyNames: { pattern: '^[a-z][a-z0-9-]{0,39}$' },
        additionalProperties: { oneOf: vendorNames.map(systemSchema) },
      },
    },
    required: ['systems'],
  };
}

/** The names of the settings that may stand at a path of the configuration. */
export function settingsAt(path: Path, vendor?: VendorName): readonly string[] {
  const inSystem = vendor !== undefined && path[0] === 'systems';
  let here: JsonSchema[] = [inSystem ? systemSchema(vendor) : configSchema()];
  for (const step of inSystem ? path.slice(2) : path) {
    here = here.flatMap(alternatives).flatMap(({ properties = {}, items }) => {
      const inner = typeof step === 'number' ? items : properties[String(step)];
      return inner === undefined ? [] : [inner];
    });
  }
  return [...new Set(here.flatMap(alternatives).flatMap(({ properties }) => Object.keys(properties ?? {})))];
}

const alternatives = (schema: JsonSchema): JsonSchema[] => {
  const inner = [...(schema.anyOf ?? []), ...(schema.oneOf ?? [])];
  return inner.length === 0 ? [schema] : inner.flatMap(alternatives);
};
