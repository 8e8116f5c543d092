import { plan } from "../../../lib/plan/plan";
import { head } from "../../support/decide";

const KEYS = 5000;
/** Items that each share the role of another; `next` names it, or nothing. */
const chain = (next: (index: number) => number | undefined) =>
  head({
    nodeRoles: Object.fromEntries(
      Array.from({ length: KEYS }, (_, index) => {
        const use = next(index);
        return [`k${index}`, { kind: "managed", ...(use !== undefined && { use: `k${use}` }) }];
      }),
    ),
  });

// a search that followed the chain anew for each item would take minutes
describe("a chain of `use` through thousands of items", () => {
  test.each<[string, (index: number) => number | undefined]>([
    ["from the last to the first", (index) => (index === 0 ? undefined : index - 1)],
    ["from the first to the last", (index) => (index === KEYS - 1 ? undefined : index + 1)],
    ["all to one", (index) => (index === 0 ? undefined : 0)],
  ])("%s leads to one role", (_, next) => {
    const { plan: planned, errors } = plan(chain(next), { name: "demo" });
    expect(errors).toEqual([]);
    expect(planned?.roles).toHaveLength(1);
    expect(planned?.nodeRoles).toHaveLength(KEYS);
    expect(new Set(planned?.nodeRoles.map(({ role }) => JSON.stringify(role))).size).toBe(1);
  });

  test("that leads back to itself is told for each item, in a line that can be read", () => {
    const { errors } = plan(
      chain((index) => (index + 1) % KEYS),
      { name: "demo" },
    );
    expect(errors).toHaveLength(KEYS);
    expect(errors[0]?.message).toBe(
      "use leads back to itself: k0 -> k1 -> k2 -> k3 -> k4 -> k5 -> k6 -> k7 -> k8 -> k9 -> k10 -> k11 -> k12 -> …; one of them needs a role of its own",
    );
  });

  test("that leads to nothing is told once, where it does", () => {
    const { errors } = plan(
      chain((index) => index + 1),
      { name: "demo" },
    );
    expect(errors.map(({ rule, path }) => [rule, path.join(".")])).toEqual([["use-key", `nodeRoles.k${KEYS - 1}.use`]]);
  });
});
