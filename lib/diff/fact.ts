import type { EntryTypeName } from "../aws/eks/entry-types";
import type { Scope } from "../power/power";
import type { Sentence } from "./sentence";

/** How pods take a role. */
export interface PodsWithRole {
  readonly by: readonly ("Pod Identity" | "IRSA")[];
  readonly targetRole?: string;
  /** Whether EKS says in the session which pod it is. Undefined without Pod Identity. */
  readonly sessionTags?: boolean;
  /** What narrows the session. */
  readonly sessionPolicy?: object;
  /** The instant from which no pod gets credentials of the role. */
  readonly until?: string;
}

/** A role that is made here, without its policies. */
export interface RoleMade {
  readonly trust: object;
  /** Seconds. */
  readonly session: number;
  /** Whether policies that others attach are detached. */
  readonly exclusive: boolean;
  readonly boundary?: string;
}

/** Who a provider lets in, and as whom. */
export interface ProviderTrusted {
  readonly requiredClaims: Readonly<Record<string, string>>;
  readonly usernameClaim?: string;
  readonly usernamePrefix?: string;
  readonly groupsClaim?: string;
  readonly groupsPrefix?: string;
}

/** From where the API of a cluster can be reached. */
export interface Endpoint {
  readonly private: boolean;
  readonly public: boolean;
  readonly publicCidrs: readonly string[];
}

/** What is said of each kind of fact. */
export interface Values {
  readonly "authentication mode": { readonly mode: string };
  readonly endpoint: Endpoint;
  readonly "identity provider": ProviderTrusted;
  readonly "accepted warning": { readonly on?: readonly (string | null)[]; readonly until?: string };
  readonly entry: { readonly type: EntryTypeName; readonly username?: string; readonly until?: string };
  /** Without an end of its own it ends with the entry. */
  readonly "access policy": { readonly scope: Scope; readonly until?: string };
  /** That the subject is in it is all. */
  readonly group: Readonly<Record<string, never>>;
  readonly role: RoleMade;
  /** That the subject has it is all. */
  readonly "role policy": Readonly<Record<string, never>>;
  readonly "inline policy": { readonly document: object };
  readonly pods: PodsWithRole;
  readonly "identity policy": { readonly document: object };
}

export type Kind = keyof Values;

/** All kinds, in the order of the output. */
export const KINDS = [
  "authentication mode",
  "endpoint",
  "identity provider",
  "accepted warning",
  "entry",
  "access policy",
  "group",
  "pods",
  "role",
  "role policy",
  "inline policy",
  "identity policy",
] as const satisfies readonly Kind[];

/** Who or what has access, or is reached. */
export interface Subject {
  /** An ARN, `pod:<namespace>/<service account>`, the issuer of a provider, `cluster` or `file`. */
  readonly id: string;
  readonly label: Sentence;
}

/** Something that the plan of a cluster allows. Subject, kind and name tell facts of a cluster apart. */
export interface Fact<K extends Kind = Kind> {
  readonly kind: K;
  readonly subject: Subject;
  /** Such as the name of a policy or group; empty where a subject has one fact of a kind. */
  readonly name: string;
  readonly value: Values[K];
  /** Such as `clusters/demo.yaml:12:7`. */
  readonly location: string;
  /** Whether Terraform forgets it: it neither makes nor destroys it, so that what stands at AWS may be something else. */
  readonly released: boolean;
  /** The id in the plan, if it is a resource that would be made again under another one. */
  readonly id?: string;
  /** Whether every new item of its kind has it, so that it works at all. */
  readonly routine?: boolean;
}

export const keyOf = ({ kind, subject, name }: Fact): string => JSON.stringify([subject.id, kind, name]);

/** All facts of a cluster. */
export type Facts = ReadonlyMap<string, Fact>;

/** Returns the facts of a subject of one kind. */
export const factsAbout = <K extends Kind>(facts: Facts, { id }: Subject, kind: K): Fact<K>[] =>
  [...facts.values()].filter((fact): fact is Fact<K> => fact.kind === kind && fact.subject.id === id);

/** Makes facts about one subject that lie together. */
export const about =
  (subject: Subject, released: boolean) =>
  <K extends Kind>(
    kind: K,
    fact: Pick<Fact<K>, "value" | "location"> & Partial<Pick<Fact<K>, "name" | "id" | "routine">>,
  ): Fact<K> => ({
    name: "",
    ...fact,
    kind,
    subject,
    released,
  });
