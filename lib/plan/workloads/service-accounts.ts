import { textProblem } from "../../aws/fact";
import { isToken, quote } from "../../aws/text";
import { POD_NAMESPACE, SERVICE_ACCOUNT } from "../../aws/workloads/service-accounts";
import { parseServiceAccount, type ServiceAccount } from "../../aws/workloads/trust";
import type { PlanContext } from "../context";
import type { Path } from "../diagnostics";
import type { PresetWorkload } from "./item";

/** Returns the service accounts of a workload, separately for Pod Identity and for IRSA. */
export function serviceAccountsOf(
  { item, preset, path }: PresetWorkload,
  context: PlanContext,
): { readonly podIdentity: readonly ServiceAccount[]; readonly irsa: readonly ServiceAccount[] } {
  const { via, serviceAccount } = item;
  const accounts = parseAll(
    { given: serviceAccount ?? preset.serviceAccount ?? [], path, wildcards: via === "irsa" },
    context,
  );
  const irsaAccounts =
    preset.irsaServiceAccount !== undefined && serviceAccount === undefined
      ? parseAll({ given: preset.irsaServiceAccount, path, wildcards: true }, context)
      : accounts;
  return { podIdentity: via === "irsa" ? [] : accounts, irsa: via === "pod-identity" ? [] : irsaAccounts };
}

interface Given {
  readonly given: string | readonly string[];
  readonly path: Path;
  /** Whether wildcards are allowed. */
  readonly wildcards: boolean;
}

function parseAll({ given, path, wildcards }: Given, context: PlanContext): ServiceAccount[] {
  const { diagnostics } = context;
  return [given].flat().flatMap((text, index): ServiceAccount[] => {
    const accountPath = [...path, "serviceAccount", ...(Array.isArray(given) ? [index] : [])];
    const account = parseServiceAccount(text);
    if (account === undefined) {
      diagnostics.report(
        "service-account",
        accountPath,
        `a service account is namespace/name, got ${quote(text)}; write it like "apps/backend"`,
      );
      return [];
    }
    if (/[*?]/.test(text) && !isToken(text)) {
      if (!wildcards) {
        diagnostics.report(
          "service-account-wildcard",
          accountPath,
          `Pod Identity takes no wildcards, got ${quote(text)}; name each service account, or write via: irsa`,
        );
      } else if (/^[*?]+$/.test(account.namespace)) {
        diagnostics.report(
          "every-namespace",
          accountPath,
          `whoever may start pods in any namespace gets this role, by ${quote(text)}; name the namespace`,
        );
      }
      return [account];
    }
    validateParts(account, accountPath, context);
    return [account];
  });
}

function validateParts({ namespace, name }: ServiceAccount, path: Path, { diagnostics }: PlanContext): void {
  const wrongNamespace = isToken(namespace) ? undefined : textProblem(POD_NAMESPACE, namespace);
  if (wrongNamespace) diagnostics.report("service-account-namespace", path, wrongNamespace);
  const wrongName = isToken(name) ? undefined : textProblem(SERVICE_ACCOUNT, name);
  if (wrongName) diagnostics.report("service-account-name", path, wrongName);
}
