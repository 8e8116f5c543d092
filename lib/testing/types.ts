import type { KeepOptions } from "./addresses";
import type { Access } from "./facts";
import type { Grant } from "./grants";
import type { Order, Trigger } from "./order-matchers";
import type { Trusted } from "./role-matchers";

type KeyOf<T> = T extends Access<infer Key> ? Key : string;

/** The name of a role. */
export type RoleRef<Key extends string = string> = `role:${Key}` | (string & {});

/** The name of a thing: a kind with the key of the configuration, or an address of Terraform. */
export type Ref<Key extends string = string> =
  | "cluster"
  | "oidc_provider"
  | `${"access_entry" | "identity_policy" | "identity_provider" | "profile"}:${Key}`
  | `${"attachment" | "policy"}:${Key}/${string}`
  | `pod_identity:${string}/${string}`
  | RoleRef<Key>;

/** The matchers, as the types of test runners have them. */
export interface AccessMatchers<R, T = unknown> {
  /** Passes if somebody has this access. What the grant leaves out may be anything. */
  toGiveAccess(grant: Grant<KeyOf<T>>): R;
  /** Passes if these are all rows of access. */
  toGiveExactly(grants: readonly Grant<KeyOf<T>>[]): R;
  /** Passes if the thing is made, and in this order. */
  toMake(ref: Ref<KeyOf<T>>, order?: Order<Ref<KeyOf<T>>>): R;
  /** Passes if Terraform replaces the thing whenever it replaces the other one. */
  toReplace(ref: Ref<KeyOf<T>>, trigger: Trigger<Ref<KeyOf<T>>>): R;
  /** Passes if something of the item is imported. */
  toAdopt(key: KeyOf<T> | (string & {})): R;
  /** Passes if nothing is imported. */
  toImportNothing(): R;
  /** Passes if the stack has the addresses that a JSON file lists. The test runner's option -u writes the file. */
  toKeepAddresses(file: string, options?: KeepOptions): R;
  /** Passes if the file, folder or configuration is refused with such a line, or with so many. */
  toBeRefusedWith(expected: string | RegExp | number): R;
  /** Passes if there is a warning of this name that is not accepted. */
  toWarn(name: string): R;
  /** Passes if all warnings are accepted. */
  toWarnNothing(): R;
  /** Passes if the trust policy of the role lets all of these assume it, in one statement. */
  toTrust(role: RoleRef<KeyOf<T>>, trusted: Trusted): R;
  /** Passes if this policy, by name or ARN, is attached to the role. */
  toAttach(role: RoleRef<KeyOf<T>>, policy: string): R;
  /** Passes if all roles have this permissions boundary. */
  toHaveBoundary(arn: string): R;
}
