import { PIPELINE_HOSTS, type PipelineAction, pipelineTrust } from "../aws/iam/pipeline-trust";
import { byCodePoint } from "../aws/text";
import { boundaryStatements } from "./boundary";
import { type Account, accountsOf, clustersOf } from "./clusters";
import { type AnyStatement, documentsOf, type SizedDocument } from "./documents";
import { endpointStatements } from "./endpoint";
import { type GuardrailKind, kindOf, type SidName, sidsOf } from "./kinds";
import { isOfPartition } from "./patterns";
import { rcpStatements } from "./rcp";
import { pipelinePermissions } from "./roles";
import { scpStatements } from "./scp";
import type { Guarded, NamedPlan } from "./types";

/** A document to attach. */
export interface Guardrail extends SizedDocument {
  readonly kind: GuardrailKind;
  /** The name of its file. It begins with the kind. */
  readonly file: string;
  readonly attachTo: string;
}

/** What a user asks for. */
export interface Asked extends Guarded {
  readonly kinds: readonly GuardrailKind[];
  readonly without: ReadonlySet<SidName>;
  /** Where the pipeline's files lie, for the trust of its roles: the name of a host, and of a repository there. */
  readonly repository?: { readonly host: string; readonly name: string };
}

/** All documents, as they are written. */
export interface Guardrails {
  readonly documents: readonly Guardrail[];
  /** What somebody has to know of them, one line each. */
  readonly notes: readonly string[];
}

interface Part {
  /** Without its ending, and without a number. */
  readonly file: string;
  readonly kind: GuardrailKind;
  readonly attachTo: string;
  readonly statements: readonly AnyStatement[];
}

/**
 * Returns the guardrails of some plans.
 *
 * @throws TooLong if a statement is longer than its document may be
 */
export function guardrailsOf(plans: readonly NamedPlan[], asked: Asked): Guardrails {
  const notes: string[] = [];
  const parts = asked.kinds.flatMap((kind) => PARTS[kind](plans, asked, notes));
  const documents = parts.flatMap(({ file, kind, attachTo, statements }) =>
    statements.length === 0
      ? []
      : documentsOf(statements, kind).map((document, at) => ({
          kind,
          file: `${at === 0 ? file : `${file}-${at + 1}`}.json`,
          attachTo,
          ...document,
        })),
  );
  return { documents, notes: [...new Set([...notes, ...tooMany(documents)])] };
}

const TARGET = "a root, organizational unit or account";

const PARTS: Readonly<Record<GuardrailKind, (plans: readonly NamedPlan[], asked: Asked, notes: string[]) => Part[]>> = {
  scp: (plans, asked, notes) =>
    byPartition(plans, asked).flatMap(({ suffix, attachTo, plans, asked }) => {
      const statements = (some: readonly NamedPlan[]) => scpStatements(some, asked, wantedOf(asked));
      const together = statements(plans);
      const accounts = byAccount(plans);
      if (accounts.length < 2 || documentsOf(together, "scp").length <= kindOf("scp").documents) {
        return [{ kind: "scp", file: `scp${suffix}`, attachTo, statements: together }];
      }
      notes.push("scp: too long to attach all of it to one root or unit, so each account has its own");
      return accounts.map(({ name, plans }) => ({
        kind: "scp",
        file: `scp-${name}`,
        attachTo: `account ${name}`,
        statements: statements(plans),
      }));
    }),
  rcp: (plans, asked) =>
    byPartition(plans, asked).map(({ suffix, attachTo, plans }) => ({
      kind: "rcp",
      file: `rcp${suffix}`,
      attachTo,
      statements: asked.without.has("NoForgedPodSessions") ? [] : rcpStatements(plans),
    })),
  boundary: (plans, { without }) =>
    byAccount(plans).map(({ name, plans }) => ({
      kind: "boundary",
      file: `boundary-${name}`,
      attachTo: `roles, as their permissions boundary, account ${name}`,
      statements: boundaryStatements(plans).filter(({ Sid }) => !without.has(Sid as SidName)),
    })),
  endpoint: (plans) =>
    byAccount(plans).flatMap(({ name, plans }) => {
      const clusters = clustersOf(plans);
      const regions = [...new Set(clusters.map(({ scope }) => scope.region))].sort(byCodePoint);
      return regions.map((region) => ({
        kind: "endpoint",
        statements: endpointStatements(clusters.filter(({ scope }) => scope.region === region)),
        file: `endpoint-${name}-${region}`,
        attachTo: `the VPC endpoints of eks-auth, account ${name}, ${region}`,
      }));
    }),
  roles: (plans, { byPath, repository }, notes) =>
    byAccount(plans).flatMap(({ name, account, partition, plans }) =>
      (["plan", "apply"] as const).flatMap((action) => {
        const { statements, notes: found } = pipelinePermissions(action, plans, byPath);
        notes.push(...found);
        const role = `the role to ${action} with, account ${name}`;
        const trust = trustOf(action, { partition, account }, repository);
        return [
          { kind: "roles", file: `roles-${name}-${action}`, attachTo: role, statements },
          ...(trust.length > 0
            ? [
                {
                  kind: "roles" as const,
                  file: `roles-${name}-${action}-trust`,
                  attachTo: `${role}, as its trust`,
                  statements: trust,
                },
              ]
            : []),
        ];
      }),
    ),
};

const wantedOf = ({ without }: Asked): ReadonlySet<SidName> =>
  new Set(sidsOf("scp").filter((sid) => !without.has(sid)));

/** The plans of each partition, with what concerns it. An organization has accounts of one partition alone. */
function byPartition(plans: readonly NamedPlan[], asked: Asked) {
  const partitions = [...new Set(plans.map(({ plan }) => plan.cluster.partition))].sort(byCodePoint);
  const alone = partitions.length === 1;
  return partitions.map((partition) => ({
    suffix: alone ? "" : `-${partition}`,
    attachTo: alone ? TARGET : `${TARGET} of ${partition}`,
    plans: plans.filter(({ plan }) => plan.cluster.partition === partition),
    asked: {
      ...asked,
      pipelines: asked.pipelines.filter((pattern) => isOfPartition(pattern, partition)),
      breakGlass: asked.breakGlass.filter((pattern) => isOfPartition(pattern, partition)),
    },
  }));
}

/** The plans of each account, with a name of it that is a part of file names. */
const byAccount = (plans: readonly NamedPlan[]) =>
  accountsOf(plans).map(({ account, partition }) => ({
    account,
    partition,
    name: partition === "aws" ? account : `${account}-${partition}`,
    plans: plans.filter(({ plan: { cluster } }) => cluster.account === account && cluster.partition === partition),
  }));

function trustOf(
  action: PipelineAction,
  { partition, account }: Account,
  repository: Asked["repository"],
): readonly AnyStatement[] {
  const host = repository && PIPELINE_HOSTS[repository.host];
  return host ? pipelineTrust(host, action, { partition, account, repository: repository.name }).Statement : [];
}

/** What there is more of than one thing takes. */
function tooMany(documents: readonly Guardrail[]): string[] {
  const counts = new Map<string, number>();
  const keyOf = ({ kind, attachTo }: Guardrail) => JSON.stringify([kind, attachTo]);
  for (const one of documents) counts.set(keyOf(one), (counts.get(keyOf(one)) ?? 0) + 1);
  return [...counts].flatMap(([key, count]) => {
    const [kind, attachTo] = JSON.parse(key) as [GuardrailKind, string];
    const { documents: most } = kindOf(kind);
    return count <= most
      ? []
      : [
          `${kind}: ${count} documents for ${attachTo}, which takes ${most}; leave statements out by --without, or put clusters into more accounts`,
        ];
  });
}
