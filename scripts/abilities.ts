import { type GraphQLEnumType, buildASTSchema } from 'graphql';
import { readConfig } from '../src/config.ts';
import { capabilitiesOf, type System } from '../src/connector.ts';
import { readContract } from '../src/contract.ts';
import { sandboxSystems } from '../src/sandbox/simulators.ts';
import { Scope } from '../src/scope.ts';

const START = '<!-- abilities -->';
const END = '<!-- /abilities -->';

/** A text whose part between the marks is the table of what each kind of system can do, as its connector says. */
export function withAbilities(text: string): string {
  const [start, end] = [text.indexOf(START), text.indexOf(END)];
  if (start === -1 || end < start) throw new Error(`There is no ${START} … ${END}.`);
  return `${text.slice(0, start)}${START}\n\n${abilitiesTable()}\n\n${text.slice(end)}`;
}

/** One row for each ability that any of them has, one column for each kind of system. */
export function abilitiesTable(): string {
  const columns = systems().map(({ vendor, abilities }) => ({ title: vendor, abilities }));
  const rows = capabilities()
    .filter(({ name }) => columns.some(({ abilities }) => abilities.has(name)))
    .map(({ name, means }) => [
      `\`${name}\``,
      means,
      ...columns.map(({ abilities }) => (abilities.has(name) ? '✓' : '–')),
    ]);
  const head = ['Ability', 'Means', ...columns.map(({ title }) => `\`${title}\``)];
  const rule = head.map((_, i) => (i < 2 ? '---' : ':---:'));
  return [head, rule, ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}

/** One system of each kind, of which nothing is asked: what it can do is read off its session. */
function systems() {
  const settings = Object.entries(sandboxSystems).map(([vendor, { key, signIn }]) => {
    const credentials = Object.fromEntries(signIn.map((name) => [name, 'none']));
    return [key, { vendor, url: 'http://127.0.0.1:1', credentials }];
  });
  return readConfig({ systems: Object.fromEntries(settings) }).systems.map(abilitiesOf);
}

function abilitiesOf(system: System) {
  const session = system.open(new Scope({ deadline: 1, perAccountLimit: 0 }));
  const abilities: ReadonlySet<string> = new Set(capabilitiesOf(session));
  system.close();
  return { vendor: system.vendor, abilities };
}

/** The abilities in the contract's order and words. */
function capabilities() {
  const type = buildASTSchema(readContract()).getType('Capability') as GraphQLEnumType;
  return type
    .getValues()
    .map(({ name, description }) => ({ name, means: description?.replace(/\.$/u, '') ?? '' }));
}
