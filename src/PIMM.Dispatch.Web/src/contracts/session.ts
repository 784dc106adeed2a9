import type { RoleId } from './wire';

/** Who signs in, and who is signed in. */
export interface SignInBody {
  user: string;
  password: string;
  code: string | null;
}

export interface SessionDto {
  user: string;
  name: string;
  roles: readonly RoleId[];
  territories: readonly string[];
  establishments: readonly string[];
  reader: string | null;
  demonstration: boolean;
}
