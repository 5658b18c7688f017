import type { AccountOrigin } from '../../generated/types.ts';
import type { GroupSettings } from './group-settings.ts';
import { badField } from './inputs.ts';
import { originOf } from './mapping.ts';

/** The word for an origin, where there is one alone (§4.4). */
const words: Readonly<Partial<Record<AccountOrigin, string>>> = {
  LOCAL: 'LOCAL',
  LDAP: 'LDAP',
  SSO: 'LOCAL_NO_AUTH',
};

/**
 * The vendor's word for where an account is signed in. It may stand alone; LOCAL is what an input says that says
 * nothing.
 */
export function sourceTypeOf(origin: AccountOrigin, sourceType: string | undefined): string {
  if (sourceType !== undefined) {
    const found = originOf(sourceType);
    if (found === 'UNKNOWN') throw badField(SOURCE_TYPE, `There is no source type of that name.`);
    if (origin !== 'LOCAL' && origin !== found) {
      throw badField(SOURCE_TYPE, `That source type is of origin ${found}.`);
    }
    return sourceType;
  }
  const word = words[origin];
  if (word === undefined) throw badField(['origin'], NEEDS_WORD);
  return word;
}

const SOURCE_TYPE = ['dataiku', 'sourceType'];
const NEEDS_WORD = 'Only LOCAL, LDAP and SSO tell by themselves where; others need dataiku.sourceType.';

/** The same for a group. Which outside source it is of shows from whose names it has. */
export function groupSourceTypeOf(
  origin: AccountOrigin,
  { azureADGroupNames, customGroupNames }: Pick<GroupSettings, 'azureADGroupNames' | 'customGroupNames'>,
): string {
  const outside = azureADGroupNames ? 'AZURE_AD' : customGroupNames && 'CUSTOM';
  const word = words[origin] ?? (origin === 'EXTERNAL' ? outside : undefined);
  if (word === undefined) throw badField(['dataiku', 'origin'], NEEDS_NAMES);
  return word;
}

const NEEDS_NAMES =
  'Which source it is shows from the names of its groups: give azureADGroupNames or customGroupNames.';
