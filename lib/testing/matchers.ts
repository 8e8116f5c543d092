import { quote } from "../aws/text";
import { givesAccess, givesExactly, tableOf } from "./access-matchers";
import { accessOf, type Source } from "./access-of";
import { type KeepOptions, keepsAddresses, type Update } from "./addresses";
import { isRefused, warns, warnsNothing } from "./config-matchers";
import { type Access, isAccess } from "./facts";
import type { Grant } from "./grants";
import { adopts, importsNothing } from "./import-matchers";
import { NameError } from "./lookup";
import { makes, type Order, replaces, type Trigger } from "./order-matchers";
import type { Result } from "./result";
import { attaches, hasBoundary, type Trusted, trusts } from "./role-matchers";

/** The matchers, as `expect.extend` of Jest and Vitest takes them. */
export const matchers = {
  toGiveAccess: (received: unknown, grant: Grant) => givesAccess(given(received), grant),
  toGiveExactly: (received: unknown, grants: readonly Grant[]) => givesExactly(given(received), grants),
  toMake: (received: unknown, ref: string, order?: Order) => makes(given(received), ref, order),
  toReplace: (received: unknown, ref: string, trigger: Trigger) => replaces(given(received), ref, trigger),
  toAdopt: (received: unknown, key: string) => adopts(given(received), key),
  toImportNothing: (received: unknown) => importsNothing(given(received)),
  toKeepAddresses(this: unknown, received: unknown, file: string, options?: KeepOptions): Result {
    return keepsAddresses(given(received), file, { ...options, update: updateOf(this) });
  },
  toBeRefusedWith: (received: unknown, expected: string | RegExp | number) =>
    isRefused(() => accessOf(source(received)), expected),
  toWarn: (received: unknown, name: string) => warns(given(received), name),
  toWarnNothing: (received: unknown) => warnsNothing(given(received)),
  toTrust: (received: unknown, role: string, trusted: Trusted) => trusts(given(received), role, trusted),
  toAttach: (received: unknown, role: string, policy: string) => attaches(given(received), role, policy),
  toHaveBoundary: (received: unknown, arn: string) => hasBoundary(given(received), arn),
};

function given(received: unknown): Access {
  if (isAccess(received)) return received;
  throw new NameError(`this matcher needs what accessOf returns, got ${quote(received)}; write expect(accessOf(…))`);
}

function source(received: unknown): Source {
  if (isAccess(received)) {
    throw new NameError(
      "toBeRefusedWith reads the source itself; leave accessOf out: expect(source).toBeRefusedWith(…)",
    );
  }
  if (typeof received === "string" || isConfig(received)) return received;
  throw new NameError(`toBeRefusedWith needs a path or a configuration, got ${quote(received)}`);
}

/** Whatever a configuration has is validated as it is read. */
const isConfig = (received: unknown): received is Exclude<Source, string> =>
  typeof received === "object" && received !== null;

/** Returns what the test runner does with snapshots. Jest and Vitest tell it to matchers under the same name. */
function updateOf(runner: unknown): Update {
  const { _updateSnapshot: update } = Object(Object(runner).snapshotState);
  return update === "all" || update === "new" ? update : "none";
}

/** Prints facts as the table of `eks-access access` in snapshots. */
export const serializer = {
  test: isAccess,
  serialize: (access: Access): string => tableOf(access.rows).join("\n"),
};
