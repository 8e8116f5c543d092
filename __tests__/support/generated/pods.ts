import { ADDONS, addonRole } from "../../../lib/aws/workloads/addons";
import { CONTROLLERS, policyTemplate } from "../../../lib/aws/workloads/policy-templates";
import type { VIA_WORDS } from "../../../lib/aws/workloads/via";
import type { Chance } from "./chance";
import type { Place } from "./place";
import { inputsOf } from "./roles";

/** Whose role it is. */
export interface Pods {
  readonly serviceAccount?: string | readonly string[];
  readonly addon?: string;
  readonly variant?: string;
  readonly controller?: string;
  readonly inputs?: object;
  readonly interruptionQueue?: boolean | object;
}

export type Via = (typeof VIA_WORDS.words)[number];

/** Pods with service accounts of their own, of an add-on, and of a controller, by the keys of their workloads. */
export const podsOf = (chance: Chance, place: Place): Readonly<Record<string, (via: Via) => Pods>> => ({
  backend: (via) => backendOf(chance, via),
  driver: () => driverOf(chance, place),
  scaler: () => scalerOf(chance, place),
});

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
