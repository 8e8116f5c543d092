import "../../lib/testing/jest";
import { AssertionError } from "node:assert";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect as imported } from "@jest/globals";
import { accessOf, addressesOf, assertAccess, matchers } from "../../lib/testing";
import { head, nodeClass } from "../support/decide";
import { folderOf } from "../support/files";

const ROLE = "arn:aws:iam::111122223333:role";
const role = (name: string) => `${ROLE}/${name}`;
const people = (items: object, top: object = {}) => accessOf(head({ access: items, ...top }));

describe("toGiveAccess", () => {
  const access = people({
    ops: { principal: role("ops"), groups: ["ops"], policies: ["AmazonEKSViewPolicy"] },
    dev: { principal: role("dev"), policies: [{ policy: "AmazonEKSEditPolicy", namespaces: ["a", "b"] }] },
    bare: { principal: role("nodes"), type: "EC2_LINUX" },
  });

  test.each([
    [{ to: "ops", group: "ops" }, true],
    [{ to: "ops", group: "ops", policy: "AmazonEKSViewPolicy" }, false],
    [{ to: role("ops"), cluster: true }, true],
    [{ to: "dev", cluster: true }, false],
    [{ to: "dev", cluster: false }, true],
    [{ to: "dev", namespaces: ["b", "a"] }, true],
    [{ to: "dev", namespaces: ["a"] }, false],
    [{ namespaces: ["a", "b", "c"] }, false],
    [{ namespaces: [expect.stringMatching(/^[ab]$/)] }, true],
    [{ to: expect.stringMatching(/\/d/), policy: expect.stringContaining("Edit") }, true],
    [{ to: expect.stringMatching(/\/x/) }, false],
    [{ to: "bare", type: "EC2_LINUX" as const }, true],
    [{ to: "ops", type: "EC2_LINUX" as const }, false],
  ])("%j: %s", (grant, pass) => {
    expect(matchers.toGiveAccess(access, grant).pass).toBe(pass);
  });

  test("rows are exact where all are named, each once", () => {
    const rows = [
      { to: "ops", group: "ops" },
      { to: "ops", policy: "AmazonEKSViewPolicy" },
      { to: expect.anything(), namespaces: ["a", "b"] },
      { to: "bare" },
    ];
    expect(access).toGiveExactly(rows);
    expect(access).not.toGiveExactly(rows.slice(1));
    expect(access).not.toGiveExactly([...rows, { to: "bare" }]);
    expect(access).not.toGiveExactly([...rows.slice(1), { to: "ops" }]);
  });
});

describe("toTrust", () => {
  const cluster = { oidcIssuer: "https://oidc.eks.eu-west-1.amazonaws.com/id/EXAMPLE" };
  const access = accessOf(
    head({
      cluster,
      workloads: {
        both: { serviceAccount: ["apps/api", "web/front"], via: "both" },
        any: { serviceAccount: "apps/*", via: "irsa" },
        untagged: { serviceAccount: "jobs/one", sessionTags: false },
      },
    }),
  );

  test.each([
    ["role:both", { pod: "apps/api" }, true],
    ["role:both", { pod: "web/front", service: "pods.eks.amazonaws.com" }, true],
    ["role:both", { pod: "apps/front" }, false],
    ["role:any", { pod: "apps/whatever" }, true],
    ["role:any", { pod: "web/whatever" }, false],
    ["role:any", { service: "pods.eks.amazonaws.com" }, false],
    [
      "role:any",
      { principal: "arn:aws:iam::111122223333:oidc-provider/oidc.eks.eu-west-1.amazonaws.com/id/EXAMPLE" },
      true,
    ],
    ["role:untagged", { pod: "web/any" }, true],
  ])("%s %j: %s", (name, trusted, pass) => {
    expect(matchers.toTrust(access, name, trusted).pass).toBe(pass);
  });
});

describe("toKeepAddresses", () => {
  const access = accessOf(nodeClass());
  const run = (file: string, update?: string) =>
    matchers.toKeepAddresses.call({ snapshotState: { _updateSnapshot: update } }, access, file);
  const old = JSON.stringify(["aws_iam_role.old"]);

  test("writes the file that is not there, and with -u the one that is", () => {
    const folder = folderOf({ "old.json": old });
    const [made, anew] = [join(folder, "new.json"), join(folder, "old.json")];
    expect([run(made, "new").pass, run(anew, "new").pass, run(anew, "all").pass]).toEqual([true, false, true]);
    for (const file of [made, anew]) expect(JSON.parse(readFileSync(file, "utf8"))).toEqual(addressesOf(access));
    expect([run(made, "none").pass, run(anew, "none").pass]).toEqual([true, true]);
  });

  test("writes nothing in CI, and under a test runner that does not say", () => {
    const file = join(folderOf({}), "none.json");
    for (const update of ["none", undefined]) {
      const { pass, message } = run(file, update);
      expect([pass, message()]).toEqual([false, `there is no file "${file}"; run the test with -u to write it`]);
    }
  });
});

test("without expect, each matcher throws an AssertionError where it fails", () => {
  const access = people({ dev: { principal: role("dev"), groups: ["dev"] } });
  const asserted = assertAccess(access);
  expect(Object.keys(asserted.not)).toEqual(Object.keys(matchers));
  asserted.toGiveAccess({ to: "dev" });
  asserted.not.toGiveAccess({ to: "dev", group: "ops" });
  expect(() => asserted.not.toGiveAccess({ to: "dev" })).toThrow(AssertionError);
  expect(() => asserted.toAdopt("dev")).toThrow('nothing of "dev" is imported');
});

test("expect of @jest/globals has the matchers too", () => {
  imported(accessOf(nodeClass())).toMake("role:gpu");
  imported(accessOf(nodeClass())).not.toAdopt("gpu");
});

test("expect says what it needs", () => {
  const config = head();
  expect(() => expect(config).toImportNothing()).toThrow("write expect(accessOf(…))");
  expect(() => expect(accessOf(config)).not.toBeRefusedWith(1)).toThrow("leave accessOf out");
});
