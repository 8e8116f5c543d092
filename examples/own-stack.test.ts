import "cdktf-eks-access/jest";
import { Testing } from "cdktf";
import { accessOf } from "cdktf-eks-access/testing";
import { OwnStack } from "./own-stack";

const access = accessOf(new OwnStack(Testing.app(), "demo"));

test("nodes get their access after the role that this stack makes for them", () => {
  expect(access).toMake("access_entry:batch", { after: "aws_iam_role.batch-nodes" });
  expect(access).toReplace("access_entry:batch", { when: "aws_iam_role.batch-nodes" });
});

test("nobody but nodes has access", () => {
  expect(access).not.toGiveAccess({ type: "STANDARD" });
});
