import type { Caller } from '../callers.ts';
import type { Instance } from '../instance.ts';
import { objections, Properties, readBody, refuse, reply } from '../replies.ts';
import { forAdmins, get, put, type Routes } from '../routing.ts';

/** Where connections are kept. */
export interface ConnectionStore extends Pick<Instance, 'journal'> {
  readonly connections: Map<string, Properties>;
}

/** The connections of every instance; what is secret in them is encrypted on the wire (X12). */
export const initialConnections = (): Map<string, Properties> =>
  new Map([
    [
      'warehouse',
      {
        name: 'warehouse',
        type: 'PostgreSQL',
        credentialsMode: 'PER_USER',
        params: { host: 'warehouse.example.org', db: 'dwh', password: 'e:AES:warehouse-password' },
        allowWrite: true,
        usableBy: 'ALLOWED',
        allowedGroups: ['analysts', 'engineers'],
        detailsReadability: { readableBy: 'ALLOWED', allowedGroups: ['engineers'] },
      },
    ],
    [
      'filesystem_managed',
      {
        name: 'filesystem_managed',
        type: 'Filesystem',
        credentialsMode: 'GLOBAL',
        params: { root: '${dip.home}/managed_datasets' },
        allowWrite: true,
        usableBy: 'ALL',
        allowedGroups: [],
        detailsReadability: { readableBy: 'NONE', allowedGroups: [] },
      },
    ],
  ]);

function usable(connection: Properties, { admin, groups }: Caller): boolean {
  const allowed = connection['allowedGroups'];
  return (
    admin ||
    connection['usableBy'] === 'ALL' ||
    (Array.isArray(allowed) && groups.some((name) => allowed.includes(name)))
  );
}

/** X11 to X14. An unknown connection is an illegal argument, not "not found" (§3.2). */
export const connectionRoutes = ({ connections, journal }: ConnectionStore): Routes => {
  const find = (name = ''): Properties => connections.get(name) ?? refuse(objections.unknownConnection(name));
  return [
    ...forAdmins([
      get('/admin/connections', () =>
        // Clients' list items look for `id` and `label` as well.
        reply(
          Object.fromEntries(
            connections
              .entries()
              .map(([name, connection]) => [name, { ...connection, id: name, label: connection['type'] }]),
          ),
        ),
      ),
      get('/admin/connections/:name', ({ params }) => reply(find(params['name']))),
      put('/admin/connections/:name', (request) => {
        const { name } = find(request.params['name']);
        const connection = { ...readBody(request, Properties), name };
        connections.set(String(name), connection);
        journal.record('connection.updated', String(name));
        return reply(connection);
      }),
    ]),
    get('/connections/get-names', ({ query, caller }) => {
      const type = query.get('type') ?? 'all';
      const asked = connections
        .entries()
        .filter(
          ([, connection]) => (type === 'all' || connection['type'] === type) && usable(connection, caller),
        );
      return reply([...asked.map(([name]) => name)]);
    }),
  ];
};
