import { fold } from '../text.ts';

/** Mailboxes that are a role's or nobody's, whatever the domain: RFC 2142, senders nobody reads, and fillers of forms. */
export const ROLE_MAILBOXES: ReadonlySet<string> = new Set(
  [
    'abuse ftp hostmaster info marketing news noc postmaster sales security support usenet uucp webmaster www',
    'bounce bounces do-not-reply do_not_reply donotreply mailer-daemon no-reply no_reply no.reply noreply',
    'na n/a no-email no_email nobody noemail none null undefined unknown',
    'admin administrator admins contact guest help helpdesk it office root service-desk servicedesk team test',
  ].flatMap((line) => line.split(' ')),
);

/** Usernames that products and people give to accounts, not to one human. */
export const GENERIC_USERNAMES: ReadonlySet<string> = new Set(
  'admin administrator anonymous api default demo guest me operator owner root service support sys sysadmin system team test tester user'.split(
    ' ',
  ),
);

const MACHINE_PREFIX = /^(?:api|bot|ci|job|robot|sa|service|srv|svc|sys|system)[_-]/u;
const MACHINE_SUFFIX = /[_-](?:bot|robot|sa|service|svc)$/u;

/** Whether a username says that a machine uses it, such as `svc-etl`. */
export const isMachineName = (username: string): boolean =>
  MACHINE_PREFIX.test(username) || MACHINE_SUFFIX.test(username);

/** A username as it is compared: case and canonical composition set aside, nothing else. */
export const loginOf = (username: string): string => username.trim().normalize('NFC').toLowerCase();

/** A full name as it is compared; null for one word alone, which is nobody's full name. */
export function fullNameOf({
  displayName,
  givenName,
  familyName,
}: {
  readonly displayName: string | null;
  readonly givenName: string | null;
  readonly familyName: string | null;
}): string | null {
  const written = givenName && familyName ? `${givenName} ${familyName}` : (displayName ?? '');
  const words = fold(written.normalize('NFC'))
    .split(/[\s,]+/u)
    .filter(Boolean);
  return words.length > 1 ? words.toSorted().join(' ') : null;
}
