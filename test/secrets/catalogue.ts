import { globSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { buildSchema } from '../../src/contract.ts';
import { send, type Sent } from '../auth/gateway.ts';
import { asking, badRequests } from './bad-requests.ts';
import type { Canaries } from './canaries.ts';
import { type EveryField, everyField } from './questions.ts';
import { type CanaryWorld, DEADLINE } from './world.ts';

/** Something that left the gateway, and whether it may quote what its own request said. */
export interface Said {
  readonly name: string;
  readonly text: string;
  readonly mayQuote: readonly string[];
}

export interface Catalogue {
  readonly said: readonly Said[];
  readonly fields: EveryField;
  /** Questions for every field that got no data. */
  readonly unanswered: readonly string[];
}

const FAULTS = [
  ...['status:400', 'status:401', 'status:403', 'status:404', 'status:409', 'status:500', 'status:503'],
  ...['retry-after:1', 'latency:50', 'late:50', 'hang', 'drip', 'reset-before', 'reset-after', 'truncate'],
  ...['html', 'empty', 'wrong-types', 'huge', 'gzip-bomb', 'redirect', 'expired-token'],
];

const examples = fileURLToPath(new URL('../../examples', import.meta.url));

/** Asks a gateway everything it can be asked, while its systems are well and while they are not; and runs its commands. */
export async function askEverything(world: CanaryWorld, canaries: Canaries): Promise<Catalogue> {
  const said: Said[] = [];
  const { url, bearers } = world;
  const tell = async (name: string, request: Sent, mayQuote: readonly string[] = []) => {
    const { status, headers, body } = await send(url, request);
    said.push({ name, text: `${status} ${JSON.stringify(headers)}\n${body}`, mayQuote });
    return body;
  };
  const ask = (name: string, query: string, bearer = bearers.token) => {
    const { headers, body } = asking(query);
    const authorization = `Bearer ${bearer}`;
    return tell(name, { headers: { ...headers, authorization, 'rollcall-trace': '1' }, body });
  };

  const fields = everyField(buildSchema(), samples);
  const unanswered: string[] = [];
  for (const { type, query } of fields.questions) {
    const answer = await ask(`every field of ${type}`, query, bearers.apiKey);
    if (!answer.includes('"data":{')) unanswered.push(`${type}: ${answer}`);
  }
  for (const file of globSync('*.graphql', { cwd: examples }))
    await ask(file, readFileSync(join(examples, file), 'utf8'));
  for (const path of ['/', '/graphql', '/health/live', '/health/ready', '/metrics', '/graphiql/x.js'])
    await tell(path, { method: 'GET', path, headers: { accept: 'text/html' } });
  for (const { name, request, content } of badRequests(canaries, bearers.token))
    await tell(name, request, content);

  const run = async (...args: readonly string[]) => {
    const { stdout, stderr } = await world.run(...args);
    said.push({
      name: `rollcall ${args.map((arg) => basename(arg)).join(' ')}`,
      text: stdout + stderr,
      mayQuote: [],
    });
  };
  const list = join(examples, '05-dormant-accounts.graphql');
  const commands = [
    ['check'],
    ['check', '--json'],
    ['keys', 'list', '--json'],
    ['export', list, '--format', 'csv', '--out', 'accounts.csv'],
    ['export', list, '--format', 'ndjson', '--out', 'accounts.ndjson'],
  ];
  await Promise.all(commands.map((command) => run(...command)));

  const simulators = [...world.systems.values()].map(({ simulator }) => simulator);
  for (const fault of FAULTS) {
    for (const simulator of simulators) simulator.setFaults([{ fault }]);
    await ask(fault, WITH_EVERYTHING);
  }
  for (const simulator of simulators) simulator.setFaults([{ fault: 'status:500' }]);
  await run('check', '--json');
  for (const simulator of simulators) simulator.setFaults([]);
  await ask('when all is well again', '{ users { nodes { id } } }');
  await wait(DEADLINE * 2); // what waits for its end has found it
  return { said, fields, unanswered };
}

const WITH_EVERYTHING = `{
  users { nodes { id groups { nodes { name } } details { __typename } } systems { state problem { message } } }
  groups { nodes { id members { nodes { id } } } systems { problem { message } } }
  memberships { nodes { id } systems { problem { message } } }
  systems { health { problem { message } } self { id } version }
}`;

const samples = {
  id: '"user.dss-design.grace"',
  ids: '["user.dss-design.grace", "user.squirro-main.none"]',
  key: '"dss-design"',
  system: '"dss-design"',
  email: '"katherine@example.org"',
  project: '"project.dss-design.CHURN"',
  group: '"group.dss-design.analysts"',
  nativeId: '"grace"',
  'Query.user.username': '"grace"',
  'Query.group.name': '"analysts"',
  'Query.project.key': '"CHURN"',
};
