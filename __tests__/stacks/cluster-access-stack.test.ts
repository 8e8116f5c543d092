import util from "node:util";
import { App, Testing } from "cdktf";
import { ConfigError } from "../../lib/load/config-error";
import type { ClusterConfig } from "../../lib/schema/types";
import { ClusterAccessStack } from "../../lib/stacks/cluster-access-stack";
import { head, nodeClass } from "../support/decide";
import { folderOf } from "../support/files";
import { resources, synthesized } from "../support/synth";

describe("the stack", () => {
  test("states provider, versions and a relative local backend", () => {
    const { provider, terraform } = synthesized(head({ tags: { Team: "platform" } }));
    expect(provider).toEqual({
      aws: [
        { region: "eu-west-1", allowed_account_ids: ["111122223333"], default_tags: [{ tags: { Team: "platform" } }] },
      ],
    });
    expect(terraform).toEqual({
      backend: { local: { path: "../../../terraform.demo.tfstate" } },
      required_providers: { aws: { source: "hashicorp/aws", version: ">= 5.79.0, < 7.0.0" } },
      required_version: ">= 1.2.0",
    });
  });

  test("states no version of Terraform in HCL, for which cdktf writes what Terraform refuses", () => {
    const app = new App({ outdir: folderOf({}), hclOutput: true });
    const { hcl } = new ClusterAccessStack(app, "demo", head({})).toHclTerraform();
    expect(hcl).toContain("required_providers {");
    expect(hcl).not.toContain("required_version");
  });

  test("gives cdktf no output that it tests with what Node.js 22 warns of", () => {
    const isArray = jest.spyOn(util, "isArray");
    expect(synthesized(nodeClass({})).output).toHaveProperty("node_classes");
    expect(isArray).not.toHaveBeenCalled();
  });

  test("R917 with nothing but a head makes nothing", () => {
    const json = synthesized(head());
    expect([json.resource, json.output]).toEqual([undefined, undefined]);
  });

  test("R914 keeps its state in S3 and assumes a role where the file says so", () => {
    const backend = { type: "s3", bucket: "states", key: "k", region: "eu-west-1", useLockfile: true } as const;
    const { provider, terraform } = synthesized(
      head({ terraform: { backend, assumeRole: "arn:aws:iam::111122223333:role/terraform" } }),
    );
    expect(terraform.backend).toEqual({
      s3: { bucket: "states", key: "k", region: "eu-west-1", encrypt: true, use_lockfile: true },
    });
    expect(terraform.required_version).toBe(">= 1.10.0");
    expect(provider.aws[0]?.assume_role).toEqual([{ role_arn: "arn:aws:iam::111122223333:role/terraform" }]);
  });

  test("R914 keeps its state in HCP Terraform where the file says so", () => {
    const { terraform } = synthesized(
      head({ terraform: { backend: { type: "cloud", organization: "acme", workspace: "demo" } } }),
    );
    expect(terraform.cloud).toEqual({ organization: "acme", workspaces: { name: "demo" } });
  });

  test.each([
    ["R909", "us-gov-west-1", "aws-us-gov"],
    ["R909", "us-iso-east-1", "aws-iso"],
    ["R909", "us-isob-east-1", "aws-iso-b"],
    ["R909", "eu-isoe-west-1", "aws-iso-e"],
    ["R909", "us-isof-south-1", "aws-iso-f"],
    ["R909", "eusc-de-east-1", "aws-eusc"],
    ["R909", "eu-central-1", "aws"],
  ])("%s R201 region %s writes the ARNs of partition %s", (_rule, region, partition) => {
    const json = synthesized(nodeClass({}, { region }));
    const arns = JSON.stringify(json.resource).match(/arn:[a-z-]+:/g);
    expect(new Set(arns)).toEqual(new Set([`arn:${partition}:`]));
  });

  test.each([
    ["us-iso-east-1", "ec2.c2s.ic.gov"],
    ["us-isob-east-1", "ec2.sc2s.sgov.gov"],
    ["eusc-de-east-1", "ec2.amazonaws.com"],
  ])("in %s nodes are trusted as %s", (region, principal) => {
    const role = resources(synthesized(nodeClass({}, { region })), "aws_iam_role")["node-class_gpu"];
    expect(JSON.parse(String(role?.assume_role_policy)).Statement[0].Principal).toEqual({ Service: principal });
  });

  test("refuses with every problem at once, under its own name", () => {
    const config = nodeClass({ role: { name: "a/b" } }, { account: "1" }) as ClusterConfig;
    expect(() => new ClusterAccessStack(Testing.app(), "prod", config)).toThrow(
      new ConfigError([
        'prod account: an account is twelve digits, got "1"; write all twelve in quotes, without hyphens [account-id]',
        'prod nodeClasses.gpu.role.name: a role name is made of letters, digits and _+=,.@-, got "a/b"; a path does not belong into the name; write it as path, or as iam.path for all roles [role-name]',
      ]),
    );
  });

  test("R818 refuses a name that another stack of the app makes in the same account", () => {
    const app = new App();
    const config = nodeClass({ role: { name: "nodes" } });
    new ClusterAccessStack(app, "a", { ...config, name: "a" });
    expect(() => new ClusterAccessStack(app, "b", { ...config, name: "b" })).toThrow(
      'b nodeClasses.gpu.role.name: a makes the role "nodes" of account 111122223333 too; give one another name, or write arn in one of the files [made-twice]',
    );
  });

  test("leaves the caller's configuration as it was", () => {
    const config = nodeClass({ role: { additionalPolicies: ["B", "A"] } });
    const before = structuredClone(config);
    synthesized(config);
    expect(config).toEqual(before);
  });
});
