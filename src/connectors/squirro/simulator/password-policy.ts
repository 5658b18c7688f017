import { refuse } from './refusals.ts';

/** Body [assumed]: the real keys are not public. */
export const passwordPolicy = {
  min_length: 8,
  require_uppercase: false,
  require_digit: false,
  require_special: false,
};

export function requireGoodPassword(password: string): void {
  if (password.length >= passwordPolicy.min_length) return;
  refuse(400, 'password policy violated', [`password: at least ${passwordPolicy.min_length} characters`]);
}
