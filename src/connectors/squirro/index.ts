import { z } from 'zod';
import type { Connector } from '../../connector.ts';
import { secretSetting } from '../../secret.ts';
import { details } from './details.ts';
import { type SquirroSettings, SquirroSystem } from './system.ts';

const serviceUrl = z.url({ protocol: /^https?$/u }).transform((url) => url.replace(/\/+$/u, ''));

const settings = z.strictObject({
  credentials: z
    .strictObject({
      refreshToken: secretSetting,
      tenant: z.string().min(1).optional(),
      clientId: z.string().min(1).optional(),
      clientSecret: secretSetting.optional(),
    })
    .refine(({ clientId, clientSecret }) => (clientId === undefined) === (clientSecret === undefined), {
      path: ['clientId'],
      error: 'clientId and clientSecret belong together',
    }),
  userApiUrl: serviceUrl.optional(),
  topicApiUrl: serviceUrl.optional(),
}) satisfies z.ZodType<SquirroSettings>;

/** Squirro: its user service, and the projects of its topic service. */
export const squirro: Connector = {
  vendor: 'SQUIRRO',
  settings,
  configure: (common, given: SquirroSettings) => new SquirroSystem(common, given),
  details,
};
