import { readConfig } from '../../src/config.ts';
import { ConfigError } from '../../src/config/mistakes.ts';

export const systems = {
  'dss-design': { vendor: 'dataiku-dss', url: 'https://dss.example.org', credentials: { apiKey: 'x' } },
};
export const issuer = {
  name: 'acme',
  issuer: 'https://sso.example.org',
  audience: 'rollcall',
  jwksUri: 'https://sso.example.org/keys',
};
export const grant = { roles: ['reader'], systems: 'all' };

/** The mistakes of settings over one system, one line each; none if they are good. */
export function mistakesOf(settings: object, directory = '.'): string[] {
  try {
    readConfig({ systems, ...settings }, { directory });
    return [];
  } catch (error) {
    if (error instanceof ConfigError) return error.message.split('\n');
    throw error;
  }
}
