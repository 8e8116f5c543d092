import { AssertionError } from "node:assert";
import { matchers } from "./matchers";
import type { Result } from "./result";
import type { AccessMatchers } from "./types";

/** The same matchers for test runners without `expect`. Each throws an AssertionError where it fails. */
export function assertAccess<T>(received: T): AccessMatchers<void, T> & { readonly not: AccessMatchers<void, T> } {
  return { ...asserting(received, true), not: asserting(received, false) };
}

function asserting<T>(received: T, expected: boolean): AccessMatchers<void, T> {
  const holds = ({ pass, message }: Result) => {
    if (pass !== expected) throw new AssertionError({ message: message() });
  };
  return {
    toGiveAccess: (grant) => holds(matchers.toGiveAccess(received, grant)),
    toGiveExactly: (grants) => holds(matchers.toGiveExactly(received, grants)),
    toMake: (ref, order) => holds(matchers.toMake(received, ref, order)),
    toReplace: (ref, trigger) => holds(matchers.toReplace(received, ref, trigger)),
    toAdopt: (key) => holds(matchers.toAdopt(received, key)),
    toImportNothing: () => holds(matchers.toImportNothing(received)),
    toKeepAddresses: (file, options) => holds(matchers.toKeepAddresses(received, file, options)),
    toBeRefusedWith: (lines) => holds(matchers.toBeRefusedWith(received, lines)),
    toWarn: (name) => holds(matchers.toWarn(received, name)),
    toWarnNothing: () => holds(matchers.toWarnNothing(received)),
    toTrust: (role, trusted) => holds(matchers.toTrust(received, role, trusted)),
    toAttach: (role, policy) => holds(matchers.toAttach(received, role, policy)),
    toHaveBoundary: (arn) => holds(matchers.toHaveBoundary(received, arn)),
  };
}
