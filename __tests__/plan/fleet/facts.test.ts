import { join } from "node:path";
import fc from "fast-check";
import { planFile } from "../../../lib/load/plan-file";
import { RolesOfFiles } from "../../../lib/load/roles-of-files";
import { readSources } from "../../../lib/load/sources";
import { FLEET_RULES } from "../../../lib/plan/fleet/catalogue";
import { decideBetweenFiles } from "../../../lib/plan/fleet/decide";
import { findLosses, findLostStates, recordOf } from "../../../lib/plan/fleet/earlier";
import type { FileFacts } from "../../../lib/plan/fleet/facts";
import { folderOf } from "../../support/files";

const ROLE = "arn:aws:iam::111122223333:role";
const PRINCIPALS = fc.constantFrom<unknown>(`${ROLE}/people`, `${ROLE}/nodes`, { of: "one", role: "link" });
const ACCESS = fc
  .uniqueArray(
    fc.record({
      principal: PRINCIPALS,
      elsewhere: fc.boolean(),
      admin: fc.constantFrom(true, true, false),
      ends: fc.constantFrom(true, true, false),
    }),
    {
      maxLength: 3,
      selector: ({ principal }) => JSON.stringify(principal),
    },
  )
  .map((access) =>
    Object.fromEntries(
      access.map(({ principal, elsewhere, admin, ends }, index) => [
        "abc"[index],
        {
          principal,
          policies: [admin ? "AmazonEKSClusterAdminPolicy" : "AmazonEKSViewPolicy"],
          ...(elsewhere && { entry: "elsewhere" }),
          ...(ends && { until: "2027-03-31", reason: "for a test" }),
        },
      ]),
    ),
  );
const WORKLOAD = fc.record({
  serviceAccount: fc.constantFrom("apps/x", "apps/y"),
  via: fc.constantFrom("pod-identity", "irsa"),
  role: fc.constantFrom<object>({ name: "api" }, { arn: `${ROLE}/api` }),
});
const NODES = fc.constantFrom({ name: "nodes" }, { arn: `${ROLE}/nodes` });
const BACKENDS = fc.constantFrom<object>(
  { type: "local" },
  { type: "s3", bucket: "states", key: "eks", region: "eu-west-1" },
  { type: "s3", key: "eks", partial: true },
  { type: "http", address: "https://states.example.com/eks" },
  { type: "http", partial: true },
  { type: "gcs", bucket: "states", prefix: "eks" },
  { type: "azurerm", storageAccountName: "acme", containerName: "states", key: "eks" },
  { type: "cloud", organization: "acme", workspace: "eks" },
);
const ACCEPT = fc
  .subarray(["role-of-another-file", "entry-of-another-file", "many-admins"])
  .chain((rules) =>
    fc.tuple(
      ...rules.map((rule) =>
        fc
          .constantFrom<unknown>("for a test", { on: ["access.a", "zoo"], because: "for a test" })
          .map((given) => [rule, given] as const),
      ),
    ),
  )
  .map((accepted) => Object.fromEntries(accepted));
const FILE = fc.record(
  {
    name: fc.constantFrom("blue", "green"),
    cluster: fc.constant({ oidcIssuer: "https://oidc.example/id" }),
    terraform: BACKENDS.map((backend) => ({ backend })),
    nodeRoles: NODES.map((role) => ({ w: { kind: "self-managed", ...role } })),
    otherRoles: fc.constant({ link: { kind: "connector" } }),
    access: ACCESS,
    workloads: WORKLOAD.map((api) => ({ api })),
    accept: ACCEPT,
  },
  { requiredKeys: [] },
);
const FLEET = fc.record({ files: fc.array(FILE, { minLength: 3, maxLength: 4 }), accept: ACCEPT });

/** What the files of a folder leave. Every JSON text is a YAML file. */
function factsOfFleet({ files, accept }: { readonly files: readonly object[]; readonly accept: object }): FileFacts[] {
  const head = { account: "111122223333", region: "eu-west-1", accept };
  const clusters = files.map((file, index) => [`clusters/${["one", "two", "three", "four"][index]}.yaml`, file]);
  const written = Object.entries({ "defaults.yaml": head, ...Object.fromEntries(clusters) });
  const folder = folderOf(Object.fromEntries(written.map(([file, value]) => [file, JSON.stringify(value)])));
  const sources = readSources(join(folder, "clusters"));
  const roles = new RolesOfFiles(sources.neighbours, sources);
  return sources.clusters.flatMap((cluster) => planFile(cluster, sources, roles).facts ?? []);
}

test("what a file leaves is plain JSON, and rules between files say the same after it was kept", () => {
  const seen = new Set<string>();
  fc.assert(
    fc.property(FLEET, FLEET, fc.boolean(), (before, now, complete) => {
      const earlier = Object.fromEntries(factsOfFleet(before).map((facts) => [facts.name, recordOf(facts)]));
      const facts = factsOfFleet(now);
      const kept: FileFacts[] = JSON.parse(JSON.stringify(facts));
      expect(kept).toStrictEqual(facts);
      const said = (files: readonly FileFacts[]) => ({
        ...decideBetweenFiles(files, complete),
        losses: findLosses(files, earlier, complete),
        lostStates: findLostStates(files),
      });
      expect(said(kept)).toEqual(said(facts));
      const { errors, warnings, losses, lostStates } = said(facts);
      for (const { rule } of [...errors, ...warnings]) seen.add(rule);
      if (losses.length > 0) seen.add("losses");
      if (lostStates.length > 0) seen.add("lost states");
    }),
    { numRuns: 150, seed: 11 },
  );
  expect([...seen].sort()).toEqual(
    [...Object.keys(FLEET_RULES), "accept-unused", "losses", "lost states", "many-admins", "only-admins-expire"].sort(),
  );
});
