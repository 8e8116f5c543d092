import { plan } from "../../../lib/plan/plan";
import { decides, head } from "../../support/decide";

const trustOf = (clusterRole: object) => plan(head({ clusterRole }) as never, { name: "demo" }).plan?.roles[0]?.trust;

test("the trust of the cluster role names its cluster on request", () => {
  const Condition = {
    ArnLike: { "aws:SourceArn": "arn:aws:eks:eu-west-1:111122223333:cluster/demo" },
    StringEquals: { "aws:SourceAccount": "111122223333" },
  };
  const Principal = { Service: "eks.amazonaws.com" };
  const statement = (Action: unknown) => ({
    Version: "2012-10-17",
    Statement: [{ Effect: "Allow", Principal, Action, Condition }],
  });
  expect(trustOf({ onlyThisCluster: true })).toEqual(statement(["sts:AssumeRole", "sts:TagSession"]));
  expect(trustOf({ kind: "standard", onlyThisCluster: true })).toEqual(statement("sts:AssumeRole"));
  expect(JSON.stringify(trustOf({}))).not.toContain("Condition");
});

describe("it belongs to roles that EKS takes", () => {
  decides([
    [
      "only-this-cluster",
      "not to that of a local cluster",
      head({ clusterRole: { kind: "outposts-local", onlyThisCluster: true } }),
      "clusterRole.onlyThisCluster: a role of kind outposts-local is not taken by EKS, so no cluster can stand in its trust; leave it out",
    ],
    [
      "lost-with-existing-role",
      "and to one that is made here",
      head({ clusterRole: { arn: "arn:aws:iam::111122223333:role/cluster", onlyThisCluster: true } }),
      "clusterRole: with arn nothing is made or attached here, so onlyThisCluster would be lost; write it where the role is made",
    ],
  ]);
});
