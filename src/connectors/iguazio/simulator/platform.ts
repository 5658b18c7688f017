import { stableUuid } from '../../../sandbox/world.ts';
import { select } from './listing.ts';
import { get, refuse, reply, type Routes } from './replies.ts';
import type { Group, User } from './resources.ts';
import type { State } from './state.ts';

const VERSION = '3.6.1-b12.20250101000000';

/** What everyone signed in may ask: the version, whether the cluster is well, and who is who in few words. */
export function platformRoutes(state: State): Routes {
  return [
    get('/api/tunnel/:tunnel/external_versions/:node', (call) => {
      const { tunnel, node = '' } = call.params;
      if (node !== 'igz0' || tunnel !== 'igz0.version.0') refuse(404, `no such node: ${node}`);
      return reply(call, 200, {
        data: { type: 'external_version', id: node, attributes: { external: VERSION } },
      });
    }),
    get('/api/clusters', (call) =>
      reply(call, 200, {
        data: [
          {
            type: 'cluster',
            id: stableUuid('iguazio', 'cluster'),
            attributes: {
              name: 'default-cluster',
              operational_status: 'online',
              operational_status_change_in_progress: false,
            },
          },
        ],
      }),
    ),
    get('/api/scrubbed_users', (call) => {
      const { records, meta } = select(state.users, 'user', call.query, undefined);
      return reply(call, 200, { data: records.map(scrubbedUser), meta });
    }),
    get('/api/scrubbed_user_groups', (call) => {
      const { records, meta } = select(state.groups, 'user_group', call.query, undefined);
      return reply(call, 200, { data: records.map(scrubbedGroup), meta });
    }),
  ];
}

/** §5.4: few attributes, for people who may not list users. The type names are [assumed] to be unchanged. */
function scrubbedUser({ type, id, attributes: { username, first_name, last_name } }: User) {
  return { type, id, attributes: { username, first_name, last_name } };
}

function scrubbedGroup({ type, id, attributes: { name } }: Group) {
  return { type, id, attributes: { name } };
}
