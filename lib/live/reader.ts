import { type OperationName, operation, text, type Values, values } from "./operations";
import type { Answer, Refusal, Source } from "./source";

/** Asks, and notes what has no answer. */
export class Reader {
  readonly unread: Refusal[] = [];
  readonly notes: string[] = [];

  constructor(readonly source: Source) {}

  /** The found answer with its field alone; undefined if there is none, which is then noted. */
  kept(answer: Answer): Values | undefined {
    if ("found" in answer) return answer.found;
    this.unread.push(answer.refused);
    return undefined;
  }

  async list(name: OperationName, subject?: string): Promise<readonly unknown[] | undefined> {
    const asked = await this.source.ask(name, subject);
    if (subject !== undefined && isGone(asked)) return this.gone(subject);
    const answer = this.kept(asked);
    const found = answer?.[operation(name).field];
    return Array.isArray(found) ? found : answer && [];
  }

  /** Describes each item of a list. What is gone before it is described is left out, with a note. */
  async items(list: OperationName, describe: OperationName, by?: string): Promise<Items | undefined> {
    const listed = await this.list(list);
    if (listed === undefined) return undefined;
    const subjects = listed.map((one) => (by === undefined ? text(one) : text(values(one)[by])));
    const described = await Promise.all(subjects.map((subject) => this.item(describe, subject)));
    return {
      listed,
      described: described.filter((one) => typeof one === "object"),
      whole: !described.includes("unread"),
    };
  }

  async item(describe: OperationName, subject: string): Promise<Values | "gone" | "unread"> {
    const answer = await this.source.ask(describe, subject);
    const again = isGone(answer) ? await this.source.ask(describe, subject) : answer;
    if (isGone(again)) {
      this.gone(subject);
      return "gone";
    }
    const found = this.kept(again);
    return found === undefined ? "unread" : values(found[operation(describe).field]);
  }

  private gone(subject: string): undefined {
    this.notes.push(`${subject} was listed, and gone when it was asked for`);
  }
}

interface Items {
  /** As the list has them. */
  readonly listed: readonly unknown[];
  readonly described: readonly Values[];
  /** Whether none of them could not be read. */
  readonly whole: boolean;
}

const isGone = (answer: Answer): boolean => "refused" in answer && answer.refused.why === "gone";
