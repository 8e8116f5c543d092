import type { Call } from "./endpoint";
import { callsOf, effects, type Lifecycle } from "./lifecycle";
import { lawOfTheJournal } from "./requirements";
import type { Run } from "./terraform";

/** A role that nodes take. */
export interface NodeRole {
  readonly arn: string;
  /** False: it existed before. */
  readonly made: boolean;
  /** How many managed policies are attached to it. */
  readonly policies: number;
  /** The instance profiles that hold it. */
  readonly profiles: readonly string[];
}

/** Before the entry come all that nodes need of the role, after it goes nothing but the entry's policy. */
export const MAKING: Readonly<Record<string, string>> = {
  CreateRole: "role",
  AttachRolePolicy: "what nodes need of it",
  PutRolePolicy: "what nodes need of it",
  CreateInstanceProfile: "what nodes need of it",
  AddRoleToInstanceProfile: "what nodes need of it",
  CreateAccessEntry: "entry",
  AssociateAccessPolicy: "access policy",
};

export const UNMAKING: Readonly<Record<string, string>> = {
  DisassociateAccessPolicy: "access policy",
  DeleteAccessEntry: "entry",
  RemoveRoleFromInstanceProfile: "what nodes need of it",
  DeleteInstanceProfile: "what nodes need of it",
  DetachRolePolicy: "what nodes need of it",
  DeleteRolePolicy: "what nodes need of it",
  DeleteRole: "role",
};

/** The laws of every output, whatever it describes and however AWS behaves. */
export function lawsOfALifecycle(of: () => Lifecycle, roles: readonly NodeRole[]): void {
  test("the real provider finds the output valid", () => {
    const { init, validate } = of();
    expectStatus(init, 0);
    expectStatus(validate, 0);
  });

  test("one apply makes everything", () => expectStatus(of().apply, 0));

  test("the plan after it is empty", () => expectStatus(of().secondPlan, 0));

  test("one destroy unmakes everything", () => expectStatus(of().destroy, 0));

  lawOfTheJournal("no entry of another role is made, and none is left", () => {
    const { entries, entriesLeft } = of();
    expect(entries.map(({ principalArn, state }) => `${principalArn} ${state}`).sort()).toEqual(
      roles.map(({ arn }) => `${arn} ok`).sort(),
    );
    expect(entriesLeft).toEqual([]);
  });

  describe.each(roles)("$arn", (role) => {
    const { arn, made } = role;
    const needs = role.policies + role.profiles.length > 0 ? ["what nodes need of it"] : [];
    const itself = made ? ["role"] : [];

    lawOfTheJournal("has one entry, of type EC2, without groups and without a user name", () => {
      const entries = callsOf(of().applied, "CreateAccessEntry").filter(({ params }) => params.principalArn === arn);
      expect(entries.map(({ params }) => params)).toEqual([
        expect.objectContaining({ principalArn: arn, type: "EC2" }),
      ]);
      expect(entries[0]?.params).not.toHaveProperty("kubernetesGroups");
      expect(entries[0]?.params).not.toHaveProperty("username");
    });

    lawOfTheJournal("has AmazonEKSAutoNodePolicy for the whole cluster, and no other access policy", () => {
      const associations = callsOf(of().applied, "AssociateAccessPolicy");
      expect(associations.map(({ params }) => params).filter(({ principalArn }) => principalArn === arn)).toEqual([
        expect.objectContaining({
          policyArn: "arn:aws:eks::aws:cluster-access-policy/AmazonEKSAutoNodePolicy",
          accessScope: expect.objectContaining({ type: "cluster" }),
        }),
      ]);
    });

    lawOfTheJournal("has all that nodes need before its entry lets them in", () => {
      expect(stepsOf(of().applied, role, MAKING)).toEqual([...itself, ...needs, "entry", "access policy"]);
      expect(rightsOf(of().applied, role)).toEqual({ policies: role.policies, profiles: [...role.profiles].sort() });
    });

    lawOfTheJournal("loses its entry before anything that nodes need", () => {
      expect(stepsOf(of().destroyed, role, UNMAKING)).toEqual(["access policy", "entry", ...needs, ...itself]);
    });
  });
}

/** The steps in the order in which they took effect; calls of one step side by side count once. */
export function stepsOf(
  calls: readonly Call[],
  role: NodeRole,
  steps: Readonly<Record<string, string>>,
): readonly string[] {
  const name = nameOf(role);
  const concerns = ({ params }: Call) =>
    params.principalArn === role.arn ||
    params.RoleName === name ||
    role.profiles.includes(String(params.InstanceProfileName));
  return effects(calls)
    .filter(concerns)
    .flatMap(({ op }) => steps[op] ?? [])
    .filter((step, index, all) => step !== all[index - 1]);
}

/** How many policies a role got, and which instance profiles got it. */
export function rightsOf(calls: readonly Call[], role: NodeRole): { policies: number; profiles: readonly string[] } {
  const own = (op: string) => callsOf(calls, op).filter(({ params }) => params.RoleName === nameOf(role));
  const profiles = own("AddRoleToInstanceProfile").map(({ params }) => String(params.InstanceProfileName));
  return { policies: own("AttachRolePolicy").length, profiles: profiles.sort() };
}

const nameOf = ({ arn }: NodeRole): string => arn.slice(arn.lastIndexOf("/") + 1);

/** The status, and where it is another, what Terraform said. */
export function expectStatus({ status, output }: Run, expected: number): void {
  expect({ status, ...(status !== expected && { output }) }).toEqual({ status: expected });
}
