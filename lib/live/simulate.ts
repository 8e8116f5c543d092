import { type Simulated, type Simulation, simulatedOf, simulationInput } from "../aws/iam/simulation";
import { Identities, messageOf, type Place } from "./identities";
import { limited } from "./limit";
import { send } from "./live";
import { SIMULATE } from "./operations";

/** What AWS's policy simulator says, or why it says nothing. */
export type SimulationAnswer = Simulated | { readonly problem: string };

/** Asks AWS's policy simulator in one account. */
export type Simulate = (simulation: Simulation, place: Place) => Promise<SimulationAnswer>;

/** Questions to the simulator at once. IAM slows down who asks much. */
const AT_ONCE = 2;

/**
 * Runs something that asks AWS's policy simulator. A question that fails leaves the others.
 *
 * @param role the role to take in each account, by name, or one role by its ARN. By default that of Terraform, or none.
 */
export async function withSimulator<T>(role: string | undefined, run: (simulate: Simulate) => Promise<T>): Promise<T> {
  const identities = new Identities(role);
  const limit = limited(AT_ONCE);
  try {
    return await run((simulation, place) => limit(() => answerOf(simulation, place, identities)));
  } finally {
    identities.close();
  }
}

async function answerOf(simulation: Simulation, place: Place, identities: Identities): Promise<SimulationAnswer> {
  try {
    const connection = await identities.of(place);
    const { account, by } = connection;
    if (account !== place.account) {
      return {
        problem: `credentials are of ${account} (${by}), the role is in ${place.account}; use --role, or other credentials`,
      };
    }
    const sending = { request: simulationInput(simulation), list: "Marker", field: "EvaluationResults" };
    const sent = await send(connection, SIMULATE, sending);
    if ("found" in sent) return simulatedOf(sent.found) ?? { problem: "its answer has no decision" };
    const { why, message } = sent.refused;
    return { problem: why === "denied" ? `the permission ${SIMULATE} is missing` : message };
  } catch (error) {
    return { problem: messageOf(error) };
  }
}
