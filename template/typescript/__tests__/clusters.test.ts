import "cdktf-eks-access/jest";
import { accessOf, anyoneBut } from "cdktf-eks-access/testing";
import { demo } from "../clusters";

const access = accessOf(demo);

test("nobody but the platform team administers the cluster", () => {
  expect(access).not.toGiveAccess({ policy: "AmazonEKSClusterAdminPolicy", to: anyoneBut("platform-admins") });
});

test("team-a reads its namespace", () => {
  expect(access).toGiveAccess({ to: "team-a", policy: "AmazonEKSViewPolicy", namespaces: ["team-a"] });
});

test("nothing is unwise", () => {
  expect(access).toWarnNothing();
});
