import type { Capability, Vendor } from '../../generated/types.ts';

export type Product = Extract<Vendor, 'DATAIKU_DSS' | 'DATAIKU_GOVERN'>;

interface Traits {
  readonly abilities: readonly Capability[];
  readonly systemDetails: 'DataikuSystemDetails' | 'GovernSystemDetails';
}

/** What sets the two products apart: one dialect, two servers with user databases of their own (dataiku.md §1.1). */
export const products: Readonly<Record<Product, Traits>> = {
  DATAIKU_DSS: {
    abilities: ['USER_STATUS', 'CREDENTIALS', 'CUSTOM_DATA'],
    systemDetails: 'DataikuSystemDetails',
  },
  DATAIKU_GOVERN: {
    abilities: ['USER_STATUS', 'CUSTOM_DATA', 'ROLES'],
    systemDetails: 'GovernSystemDetails',
  },
};
