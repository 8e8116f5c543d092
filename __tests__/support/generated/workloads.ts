import { ADDONS, addonRole } from "../../../lib/aws/workloads/addons";
import { CONTROLLERS, policyTemplate } from "../../../lib/aws/workloads/policy-templates";
import { VIA_WORDS } from "../../../lib/aws/workloads/via";
import type { Chance } from "./chance";
import { metadataOf } from "./nodes";
import { type Place, wasOf } from "./place";
import { documentOf, inputsOf, roleOptions } from "./roles";

/** Whose role it is. */
interface Pods {
  readonly serviceAccount?: string | readonly string[];
  readonly addon?: string;
  readonly variant?: string;
  readonly controller?: string;
  readonly inputs?: object;
  readonly interruptionQueue?: boolean | object;
}

type Via = (typeof VIA_WORDS.words)[number];

/** Roles for pods: those with service accounts of their own, of an add-on, and of a controller. */
export function workloadsOf(chance: Chance, place: Place): Readonly<Record<string, { readonly via?: Via }>> {
  const podsOf: Readonly<Record<string, (via: Via) => Pods>> = {
    backend: (via) => backendOf(chance, via),
    driver: () => driverOf(chance, place),
    scaler: () => scalerOf(chance, place),
  };
  return chance.items(
    Object.keys(podsOf),
    (key) => {
      const given = chance.part({ via: chance.pick(VIA_WORDS.words) }, 0.7);
      const { via = "pod-identity" } = given;
      const pods = podsOf[key]?.(via) ?? {};
      const role = roleOf(chance, place, { ...pods, key, via });
      return {
        ...pods,
        ...given,
        ...role,
        ...optionsOf(chance, place, { ...pods, via }),
        ...wasOf(chance, key),
        ...stateOfWorkload(chance, place, { ...pods, ...role, via }),
      };
    },
    0.4,
  );
}

const backendOf = (chance: Chance, via: Via): Pods => ({
  serviceAccount: chance.pick([
    "apps/backend",
    ["apps/backend"],
    ["apps/back.end", "jobs/backend"],
    ...(via === "irsa" ? ["apps/*", ["apps/back?", "jobs/backend"]] : []),
  ]),
});

const WITH_ROLE = Object.entries(ADDONS).flatMap(([name, addon]) =>
  addon.kind === "role" ? [[name, addon] as const] : [],
);
const OF_ADDONS = new Set(
  WITH_ROLE.flatMap(([, { variants = {}, serviceAccount }]) => [
    serviceAccount,
    ...Object.values(variants).map((variant) => variant.serviceAccount),
  ]),
);
const UNPUBLISHED = Object.keys(ADDONS).filter((name) => ADDONS[name]?.kind === "unpublished");

function driverOf(chance: Chance, place: Place): Pods {
  const own = { serviceAccount: "drivers/driver" };
  if (chance.is(0.2)) return { addon: chance.pick(UNPUBLISHED), ...own };
  const [addon, row] = chance.pick(WITH_ROLE);
  const [variant] = chance.some(Object.keys(row.variants ?? {}));
  const { template, templateOfInputs } = addonRole(row, variant) ?? {};
  const filled = template ?? (chance.is(0.5) ? templateOfInputs : undefined);
  return {
    addon,
    ...(variant !== undefined && { variant }),
    ...(filled && { inputs: inputsOf(chance, place, filled) }),
    ...chance.part(own),
  };
}

/** Controllers that have a queue. */
const WITH_QUEUE = CONTROLLERS.words.filter((name) => policyTemplate(name).interruptions !== undefined);

function scalerOf(chance: Chance, place: Place): Pods {
  const controller = chance.pick(chance.is(0.3) ? WITH_QUEUE : CONTROLLERS.words);
  const { interruptions, serviceAccount } = policyTemplate(controller);
  const { queueArn, queueKeyArn, ...inputs } = inputsOf(chance, place, controller);
  const kmsKeyArn = place.arn("kms", "key/0a1b2c3d-0000-1111-2222-333344445555");
  const interruptionQueue = chance.pick([false, true, {}, { name: `${place.name}_queue` }, { kmsKeyArn }]);
  const makesQueue = interruptions !== undefined && interruptionQueue !== false;
  return {
    controller,
    inputs: { ...inputs, ...(!makesQueue && { queueArn, queueKeyArn }) },
    ...(interruptions && { interruptionQueue }),
    ...((serviceAccount === undefined || OF_ADDONS.has(serviceAccount) || chance.is(0.2)) && {
      serviceAccount: "scaling/scaler",
    }),
  };
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
