import { ACCOUNT } from "../../support/simulate";
import { arn } from "../around";
import { ELSEWHERE, type Law, type Proof, REGION } from "../prove";
import {
  ASSUME,
  BACKEND,
  by,
  type Context,
  CROSSWISE,
  DOCUMENTS,
  from,
  IN_CHINA,
  notPeople,
  pod,
  pods,
  TAG,
  WEB,
} from "./support";

/** Whoever asks, it is not this cluster. */
const notOfOthers = (action: string, tags: Context): Record<string, Law> => ({
  [`${action}: another cluster is refused`]: pods(action, { ...from(ACCOUNT, arn("eks", "cluster/dev")), ...tags }),
  [`${action}: a cluster whose name begins like this one is refused`]: pods(action, {
    ...from(ACCOUNT, arn("eks", "cluster/prod-2")),
    ...tags,
  }),
  [`${action}: a cluster of this name in another region is refused`]: pods(action, {
    ...from(ACCOUNT, arn("eks", "cluster/prod", ACCOUNT, "us-east-1")),
    ...tags,
  }),
  [`${action}: a cluster of this name in another account is refused`]: pods(action, {
    ...from(ELSEWHERE, arn("eks", "cluster/prod", ELSEWHERE)),
    ...tags,
  }),
  [`${action}: an account that is not its ARN's is refused`]: pods(action, { ...from(ELSEWHERE), ...tags }),
  [`${action}: a request that names no source is refused`]: pods(action, tags),
  [`${action}: a request that names no account is refused`]: pods(action, {
    "aws:SourceArn": arn("eks", "cluster/prod"),
    ...tags,
  }),
});

/** Requests that a trust policy with session tags refuses, whichever clusters it names. */
const NOT_TRUSTED: Record<string, Law> = {
  ...notPeople,
  ...notOfOthers(ASSUME, BACKEND),
  ...notOfOthers(TAG, BACKEND),
  ...Object.fromEntries(
    Object.entries(notOfOthers(ASSUME, pod("jobs", "nightly"))).map(([law, request]) => [`jobs: ${law}`, request]),
  ),
  ...Object.fromEntries(
    CROSSWISE.map(([namespace, name]) => [
      `crosswise, ${namespace}/${name} is refused`,
      pods(ASSUME, { ...from(), ...pod(namespace, name) }),
    ]),
  ),
  "another namespace is refused": pods(ASSUME, { ...from(), ...pod("dev", "backend") }),
  "another namespace with the service account of jobs is refused": pods(ASSUME, {
    ...from(),
    ...pod("dev", "nightly"),
  }),
  "another service account is refused": pods(ASSUME, { ...from(), ...pod("apps", "default") }),
  "another service account of jobs is refused": pods(ASSUME, { ...from(), ...pod("jobs", "default") }),
  "an association without session tags is refused": pods(ASSUME, from()),
  "EKS itself does not take it": by("eks.amazonaws.com")(ASSUME, { ...from(), ...BACKEND }),
  "nobody takes it with a web token": pods(WEB, { ...from(), ...BACKEND }),
};

const green = from(ACCOUNT, arn("eks", "cluster/green"));

export const podIdentityProofs = {
  "podIdentityTrust of two clusters": {
    document: DOCUMENTS["podIdentityTrust of two clusters"],
    allowed: {
      "a service account of this cluster takes it": pods(ASSUME, { ...from(), ...BACKEND }),
      "the same service account of the other cluster takes it": pods(ASSUME, { ...green, ...BACKEND }),
      "its session is tagged": pods(TAG, { ...green, ...BACKEND }),
    },
    refused: {
      ...NOT_TRUSTED,
      "another service account of the other cluster is refused": pods(ASSUME, { ...green, ...pod("apps", "other") }),
      "the other cluster's name in another region is refused": pods(ASSUME, {
        ...from(ACCOUNT, arn("eks", "cluster/green", ACCOUNT, "us-east-1")),
        ...BACKEND,
      }),
    },
  },

  podIdentityTrust: {
    document: DOCUMENTS.podIdentityTrust,
    allowed: {
      "a service account takes it": pods(ASSUME, { ...from(), ...BACKEND }),
      "its session is tagged": pods(TAG, { ...from(), ...BACKEND }),
      "another service account of the namespace takes it": pods(ASSUME, { ...from(), ...pod("apps", "reports") }),
      "a service account of another namespace takes it": pods(ASSUME, { ...from(), ...pod("jobs", "nightly") }),
      "in China a service account takes it under the same name": {
        ...pods(ASSUME, { ...from(ACCOUNT, `arn:aws-cn:eks:${REGION}:${ACCOUNT}:cluster/prod`), ...BACKEND }),
        document: IN_CHINA.podIdentityTrust,
      },
    },
    refused: NOT_TRUSTED,
  },

  "podIdentityTrust without session tags": {
    document: DOCUMENTS["podIdentityTrust without session tags"],
    allowed: {
      "an association of this cluster takes it": pods(ASSUME, from()),
      "once tags are on again it takes it still": pods(ASSUME, { ...from(), ...BACKEND }),
      "once tags are on again its session is tagged": pods(TAG, { ...from(), ...BACKEND }),
    },
    refused: {
      ...notPeople,
      ...notOfOthers(ASSUME, {}),
      ...notOfOthers(TAG, BACKEND),
      "EKS itself does not take it": by("eks.amazonaws.com")(ASSUME, from()),
    },
  },
} as const satisfies Record<string, Proof>;
