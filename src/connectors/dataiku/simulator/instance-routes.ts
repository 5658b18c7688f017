import type { Instance } from './instance.ts';
import { Properties, readBody, reply, silence } from './replies.ts';
import { forAdmins, get, post, put, type Routes } from './routing.ts';
import { USER_PROFILES } from './users.ts';

const GENERAL = 'general-settings';

/** A small part of what a server keeps there; the rules name users and groups (I3). */
const generalSettings = {
  DSS: {
    noLoginMode: false,
    impersonation: {
      enabled: true,
      userRules: [
        { type: 'IDENTITY', scope: 'GLOBAL' },
        {
          type: 'SINGLE_MAPPING',
          scope: 'PROJECT',
          projectKey: 'CHURN',
          dssUser: 'grace',
          targetUnix: 'ghopper',
        },
      ],
      groupRules: [{ type: 'SINGLE_MAPPING', scope: 'GLOBAL', dssGroup: 'engineers', targetUnix: 'eng' }],
    },
    mailSettings: { password: 'e:AES:mail-password' },
  },
  GOVERN: { noLoginMode: false, mailSettings: { password: 'e:AES:mail-password' } },
} as const;

const nodes = {
  DSS: { nodeId: 'design-1', nodeName: 'Design', nodeType: 'DESIGN' },
  GOVERN: { nodeId: 'govern-1', nodeName: 'Govern', nodeType: 'GOVERN' },
} as const;

/** I1 to I5. */
export const instanceRoutes = ({ product, settings, journal }: Instance): Routes => [
  get('/instance-info', () => reply(nodes[product])),
  ...forAdmins([
    get('/admin/licensing/status', () =>
      reply({ base: { hasLicense: true, valid: true, expired: false, userProfiles: USER_PROFILES } }),
    ),
    get('/admin/general-settings', () => reply(settings.get(GENERAL) ?? generalSettings[product])),
    put('/admin/general-settings', (request) => {
      settings.set(GENERAL, readBody(request, Properties));
      journal.record('general-settings.updated', GENERAL);
      return silence;
    }),
    post('/admin/audit/custom/:type', (request) => {
      readBody(request, Properties);
      journal.record('audit-entry.created', request.params['type'] ?? '');
      return silence;
    }),
  ]),
];

/** I6: how DSS reaches its Govern, key included. */
export const governReferenceRoutes: Routes = forAdmins([
  get('/admin/get-govern-node-ref', () =>
    reply({
      enabled: true,
      nodeUrl: 'https://govern.example.org',
      apiKey: 'opaque-govern-api-key',
      trustAllSSLCertificates: false,
    }),
  ),
]);
