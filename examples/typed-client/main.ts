import { ask } from './ask.ts';
import { DormantAccountsDocument, type DormantAccountsQuery, type SystemState } from './generated/graphql.ts';

type Page = DormantAccountsQuery['users'];
type Account = Page['nodes'][number];

/** What to say of a system by how it took part; the compiler asks for every state there is. */
const remarks: Readonly<Record<SystemState, string | null>> = {
  OK: null,
  STALE: 'is shown as it was a while ago',
  FAILED: 'could not be asked',
  NOT_PERMITTED: 'could not be asked',
  UNSUPPORTED: 'does not tell',
};
const TITLES = ['SYSTEM', 'USERNAME', 'NAME', 'STATUS', 'LAST ACTIVE', 'SEAT'];

const [url = 'http://127.0.0.1:4000/graphql', before = daysAgo(90)] = process.argv.slice(2);
const { accounts, systems } = await dormantAccounts();

process.stdout.write(table([TITLES, ...accounts.map(cellsOf)]));
for (const { system, state, problem } of systems) {
  if (remarks[state] !== null) {
    process.stderr.write(`${system.key} ${remarks[state]}: ${problem?.message ?? state}\n`);
  }
}
if (systems.some(({ state }) => state === 'FAILED' || state === 'NOT_PERMITTED')) process.exitCode = 3;

/** Every page. What was missing from one is missing from those after it too, so that the last one tells for all. */
async function dormantAccounts(): Promise<{ accounts: readonly Account[]; systems: Page['systems'] }> {
  const accounts: Account[] = [];
  let after: string | null = null;
  for (;;) {
    const { users }: DormantAccountsQuery = await ask(url, DormantAccountsDocument, { before, after });
    accounts.push(...users.nodes);
    if (!users.pageInfo.hasNextPage) return { accounts, systems: users.systems };
    after = users.pageInfo.endCursor;
  }
}

function cellsOf({ system, username, displayName, status, lastActivity, details }: Account): string[] {
  // Told apart by its __typename, a vendor's own part has that vendor's fields.
  const seat = details?.__typename === 'DataikuUserDetails' ? details.profile : null;
  return [
    system.key,
    username,
    displayName ?? '',
    status,
    lastActivity?.at?.slice(0, 10) ?? 'never',
    seat ?? '',
  ];
}

/** Columns as wide as their widest cell. */
function table(rows: readonly (readonly string[])[]): string {
  const widths = TITLES.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  const line = (row: readonly string[]) =>
    row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  ');
  return rows.map((row) => `${line(row).trimEnd()}\n`).join('');
}

function daysAgo(days: number): string {
  return new Date(Date.now() - days * 86_400_000).toISOString();
}
