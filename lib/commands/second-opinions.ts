import type { Place } from "../live/identities";
import { withSimulator } from "../live/simulate";
import type { Answer, Opinion } from "../prove/answer";
import type { Sources } from "../prove/decide";
import type { Question } from "../prove/question";
import {
  type Asking,
  askable,
  askingsOf,
  type NotAsking,
  opinionOf,
  unasked,
  withOpinions,
} from "../prove/second-opinion";
import type { SubjectInCluster } from "../prove/subjects";

/** What was asked, to ask AWS the same. */
interface Asked {
  /** One for each answer. */
  readonly subjects: readonly SubjectInCluster[];
  readonly question: Question;
  readonly sources: Sources;
  readonly through: boolean;
  /** The role to ask with, by name or ARN. */
  readonly role: string | undefined;
}

/**
 * Asks AWS's policy simulator the same, and puts beside each answer what it says.
 *
 * @throws QuestionError if it cannot be asked that
 */
export async function besideAws(
  answers: readonly Answer[],
  { subjects, question, sources, through, role }: Asked,
): Promise<Answer[]> {
  const aws = askable(question, through);
  return withSimulator(role, (simulate) => {
    const opinion = async (one: Asking | NotAsking): Promise<Opinion> =>
      "because" in one ? unasked(one) : opinionOf(one, await simulate(one.simulation, placeOf(one)));
    const both = async (answer: Answer, at: number): Promise<Answer> => {
      const askings = subjects[at] ? askingsOf(subjects[at], aws, sources.documents ?? {}) : [];
      return withOpinions(answer, await Promise.all(askings.map(opinion)));
    };
    return Promise.all(answers.map(both));
  });
}

function placeOf({ file: { plan } }: Asking): Place {
  const { account, region, partition } = plan.cluster;
  const { assumeRole: roleArn } = plan.terraform;
  return { account, region, partition, ...(roleArn !== undefined && { roleArn }) };
}
