import type { Connector } from '../connector.ts';
import { dss, govern } from './dataiku/index.ts';
import { iguazio } from './iguazio/index.ts';
import { squirro } from './squirro/index.ts';

/** The vendors, by the word the configuration uses for them. */
export const connectors = {
  iguazio,
  'dataiku-dss': dss,
  'dataiku-govern': govern,
  squirro,
} as const satisfies Record<string, Connector>;

export type VendorName = keyof typeof connectors;
