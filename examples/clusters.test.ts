import "cdktf-eks-access/jest";
import { accessOf, anyoneBut } from "cdktf-eks-access/testing";

const clusters = accessOf("clusters");

test("nobody but the platform team administers a cluster", () => {
  expect(clusters).not.toGiveAccess({ policy: "AmazonEKSClusterAdminPolicy", to: anyoneBut("platform-admins") });
});

test("demo is as we want it", () => {
  const { demo } = clusters.files;
  expect(demo).toGiveAccess({ to: "team-a", policy: "AmazonEKSViewPolicy", namespaces: ["team-a"] });
  expect(demo).toMake("access_entry:gpu", {
    onlyAfterEverythingOf: "role:gpu",
    before: "policy:gpu/AmazonEKSAutoNodePolicy",
  });
  expect(demo).toTrust("role:backend", { pod: "apps/backend" });
  expect(demo).toWarnNothing();
});
