import { ACCOUNT } from "../../support/simulate";
import { arn, ask } from "../around";
import { ELSEWHERE, type Law, type Proof, REGION } from "../prove";
import { ASSUME, BACKEND, by, type Context, CROSSWISE, DOCUMENTS, pod, pods, SOURCE, TAG, TARGET } from "./support";

const source = by(SOURCE);
const person = by(`arn:aws:iam::${ACCOUNT}:role/person`);

const here: Context = { "aws:RequestTag/eks-cluster-arn": arn("eks", "cluster/prod") };
const elsewhere: Context = { "aws:RequestTag/eks-cluster-arn": arn("eks", "cluster/dev") };

const externalId = (...parts: readonly string[]): Context => ({
  "sts:ExternalId": [REGION, ACCOUNT, ...parts].join("/"),
});

const otherRoles = (context: Context): Record<string, Law> => ({
  "another role of the cluster's account does not take it": person(ASSUME, context),
  "a role whose name begins like the source's does not take it": by(`${SOURCE}-2`)(ASSUME, context),
  "a role of the same name in another account does not take it": by(SOURCE.replace(ACCOUNT, ELSEWHERE))(
    ASSUME,
    context,
  ),
  "Pod Identity itself does not take it": pods(ASSUME, context),
});

export const targetRoleProofs = {
  targetRoleTrust: {
    document: DOCUMENTS.targetRoleTrust,
    allowed: {
      "the source takes it for a service account": source(ASSUME, { ...here, ...BACKEND }),
      "the source tags the session": source(TAG, { ...here, ...BACKEND }),
      "the source takes it for one of another namespace": source(ASSUME, { ...here, ...pod("jobs", "nightly") }),
    },
    refused: {
      ...otherRoles({ ...here, ...BACKEND }),
      ...Object.fromEntries(
        [...CROSSWISE, ["dev", "backend"] as const, ["dev", "nightly"] as const, ["jobs", "default"] as const].map(
          ([namespace, name]) => [
            `the source does not take it for ${namespace}/${name}`,
            source(ASSUME, { ...here, ...pod(namespace, name) }),
          ],
        ),
      ),
      "the source does not take it for another cluster": source(ASSUME, { ...elsewhere, ...BACKEND }),
      "the source does not take it for jobs of another cluster": source(ASSUME, {
        ...elsewhere,
        ...pod("jobs", "nightly"),
      }),
      "another role does not take it for jobs": person(ASSUME, { ...here, ...pod("jobs", "nightly") }),
      "the source without tags does not take it": source(ASSUME),
    },
  },

  "targetRoleTrust without session tags": {
    document: DOCUMENTS["targetRoleTrust without session tags"],
    allowed: {
      "the source takes it for a service account": source(ASSUME, externalId("prod", "apps", "backend")),
      "the source takes it for one of another namespace": source(ASSUME, externalId("prod", "jobs", "nightly")),
      "the source may tag the session": source(TAG),
    },
    refused: {
      ...otherRoles(externalId("prod", "apps", "backend")),
      "another role does not tag the session": person(TAG),
      "another cluster is refused": source(ASSUME, externalId("dev", "apps", "backend")),
      "another namespace is refused": source(ASSUME, externalId("prod", "dev", "backend")),
      "a crosswise one is refused": source(ASSUME, externalId("prod", "jobs", "backend")),
      "a cluster of this name in another account is refused": source(ASSUME, {
        "sts:ExternalId": `${REGION}/${ELSEWHERE}/prod/apps/backend`,
      }),
      "a request without an external id is refused": source(ASSUME),
      "tags are no external id": source(ASSUME, { ...here, ...BACKEND }),
    },
  },

  "targetRoleTrust of two clusters without session tags": {
    document: DOCUMENTS["targetRoleTrust of two clusters without session tags"],
    allowed: {
      "the source takes it for a service account": source(ASSUME, externalId("prod", "apps", "backend")),
      "the source takes it for one of the other cluster": source(ASSUME, externalId("green", "jobs", "nightly")),
      "the source may tag the session": source(TAG),
    },
    refused: {
      ...otherRoles(externalId("green", "apps", "backend")),
      "another role does not tag the session": person(TAG),
      "a third cluster is refused": source(ASSUME, externalId("dev", "apps", "backend")),
      "a crosswise one of the other cluster is refused": source(ASSUME, externalId("green", "jobs", "backend")),
      "a request without an external id is refused": source(ASSUME),
    },
  },

  targetRolePermission: {
    document: DOCUMENTS.targetRolePermission,
    allowed: {
      "the target is taken": ask(ASSUME, TARGET),
      "the session is tagged": ask(TAG, TARGET),
      "the target is taken with an external id": ask(ASSUME, TARGET, externalId("prod", "apps", "backend")),
    },
    refused: {
      "another role is not taken": ask(ASSUME, `arn:aws:iam::${ELSEWHERE}:role/admin`),
      "a role of the same name in the cluster's account is not taken": ask(ASSUME, TARGET.replace(ELSEWHERE, ACCOUNT)),
      "the session of another role is not tagged": ask(TAG, `arn:aws:iam::${ELSEWHERE}:role/admin`),
      "the target sets no source identity": ask("sts:SetSourceIdentity", TARGET),
    },
  },
} as const satisfies Record<string, Proof>;
