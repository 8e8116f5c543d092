import { VIA_WORDS } from "../../../lib/aws/workloads/via";
import type { Chance } from "./chance";
import { metadataOf } from "./nodes";
import { endOf, type Place, wasOf } from "./place";
import { type Pods, podsOf, type Via } from "./pods";
import { documentOf, roleOptions } from "./roles";

/** Roles for pods. */
export function workloadsOf(chance: Chance, place: Place): Readonly<Record<string, { readonly via?: Via }>> {
  const kinds = podsOf(chance, place);
  return chance.items(
    Object.keys(kinds),
    (key) => {
      const given = chance.part({ via: chance.pick(VIA_WORDS.words) }, 0.7);
      const { via = "pod-identity" } = given;
      const pods = kinds[key]?.(via) ?? {};
      const role = roleOf(chance, place, { ...pods, key, via });
      const state = stateOfWorkload(chance, place, { ...pods, ...role, via });
      const mayEnd = via === "pod-identity" || role.role?.arn === undefined;
      return {
        ...pods,
        ...given,
        ...role,
        ...optionsOf(chance, place, { ...pods, via }),
        ...wasOf(chance, key),
        ...state,
        ...(mayEnd && endOf(chance, state)),
      };
    },
    0.4,
  );
}

/** The role of the pods, and what only a role that is made here has. */
function roleOf(
  chance: Chance,
  place: Place,
  { key, via, ...pods }: Pods & { readonly key: string; readonly via: Via },
) {
  const role: { readonly arn?: string; readonly adopt?: boolean | string } =
    pods.inputs === undefined && chance.is(0.15)
      ? { arn: place.iam(`role/pods/${place.name}-${key}`) }
      : {
          ...chance.part({ name: `${place.name}.${key}-pods` }),
          ...roleOptions(chance, place, pods.inputs === undefined),
          ...(!place.released && chance.part({ adopt: chance.pick([true, false, "with-policies"]) }, 0.1)),
        };
  if (role.arn !== undefined) return { role };
  return {
    ...(Object.keys(role).length > 0 && { role }),
    ...chance.part(
      {
        policies: ["AmazonS3ReadOnlyAccess", place.iam("policy/apps/backend")],
        trustConditions: {
          StringEquals: { "aws:SourceOrgID": "o-0a1b2c3d4e" },
          "ForAnyValue:StringLike": { "aws:RequestTag/${x}": ["a*", "${aws:username} \\ <é>"] },
        },
        clusters: via === "irsa" ? undefined : ["blue", place.arn("eks", "cluster/green")],
      },
      0.35,
    ),
  };
}

/** How the pods get the role. */
function optionsOf(chance: Chance, place: Place, { via, serviceAccount }: Pods & { readonly via: Via }): object {
  const accounts = [serviceAccount ?? []].flat();
  const isNamed = accounts.some((account) => !/[*?]/.test(account));
  return {
    ...(via !== "irsa" && {
      ...chance.pick([
        {},
        {},
        { sessionTags: true },
        { sessionTags: false },
        { sessionTags: false, sessionPolicy: documentOf(chance) },
      ]),
      ...chance.part({ targetRole: place.iam("role/shared/target", "444455556666") }),
    }),
    ...(via !== "pod-identity" &&
      chance.part({
        issuers: ["https://issuer.example.com/a", "https://other.example.com"],
        metadata: isNamed || serviceAccount === undefined ? metadataOf(chance) : undefined,
      })),
  };
}

/** Whether the role, or what is made beside it, is taken over or let go of. */
function stateOfWorkload(
  chance: Chance,
  { released }: Place,
  { via, serviceAccount, role }: Pods & { readonly via: Via; readonly role?: { readonly adopt?: boolean | string } },
): object {
  const accounts = [serviceAccount ?? []].flat();
  const adopt = Object.fromEntries(
    accounts.map((account, index) => [account, `a-${account.replace(/[^a-z]/g, "")}${index}`]),
  );
  return chance.pick([
    {},
    {},
    {},
    role?.adopt ? {} : { release: chance.is(0.8) },
    via === "irsa" || released ? {} : { adopt },
  ]);
}
