/**
 * The policy simulator. It decides nothing itself: a test seeds what it answers, as rows
 * {"action", "resource", "decision", "missing": [..], "boundary": false, "organization": false}. The first row with the
 * action and the resource answers, one without a resource for all of them; without a row, it is an implicit deny.
 */
const CHARACTERS = 131072;

export function iamSimulator({ iamErr, parsePolicy, page }) {
  function checkDocument(text) {
    if (text.length > CHARACTERS)
      throw iamErr.validation(
        `1 validation error detected: Value at 'policyInputList' failed to satisfy constraint: Member must have length less than or equal to ${CHARACTERS}`,
      );
    try {
      parsePolicy(text, {});
    } catch (e) {
      throw iamErr.invalid(e.message); // the simulator has no other error for it
    }
  }
  const SimulateCustomPolicy = (c, p) => {
    const { PolicyInputList: identity = [], PermissionsBoundaryPolicyInputList: boundaries = [], ActionNames = [] } = p;
    if (identity.length === 0) throw iamErr.invalid("policyInputList must not be empty");
    if (boundaries.length > 1) throw iamErr.invalid("only one permissions boundary");
    for (const text of [...identity, ...boundaries]) checkDocument(text);
    const wild = ActionNames.find((action) => action.includes("*"));
    if (wild) throw iamErr.invalid(`Invalid Action: ${wild}`);
    const [resource = "*"] = p.ResourceArns ?? [];
    const results = ActionNames.map((action) => {
      const isMeant = (row) => row.action === action && [undefined, resource].includes(row.resource);
      const { decision = "implicitDeny", missing, boundary, organization } = c.account.simulations.find(isMeant) ?? {};
      const MissingContextValues = missing ?? [];
      return {
        EvalActionName: action,
        EvalDecision: decision,
        ...(organization !== undefined && { OrganizationsDecisionDetail: { AllowedByOrganizations: organization } }),
        ...(boundary !== undefined && {
          PermissionsBoundaryDecisionDetail: { AllowedByPermissionsBoundary: boundary },
        }),
        // where an ARN is asked about, the missing keys stand below it
        ...(resource === "*"
          ? { MissingContextValues }
          : {
              ResourceSpecificResults: [
                { EvalResourceName: resource, EvalResourceDecision: decision, MissingContextValues },
              ],
            }),
      };
    });
    return page("EvaluationResults", results, p);
  };
  return { SimulateCustomPolicy };
}
