import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { byCodePoint } from "../aws/text";
import { reasonOf } from "../files/errors";
import { type Values, values } from "./operations";

/** A folder of answers that cannot be used. */
export class KeptAnswersError extends Error {}

/** A file with an answer. */
interface File {
  readonly file: string;
  readonly value: Values;
}

/**
 * Reads the JSON files of a folder and of those below it, by folder.
 *
 * @throws KeptAnswersError if a file is no JSON, or one page of several
 */
export function foldersOf(folder: string): [string, File[]][] {
  const entries = attempt(folder, () => readdirSync(folder, { withFileTypes: true }));
  const names = (is: (entry: (typeof entries)[number]) => boolean) =>
    entries
      .filter(is)
      .map(({ name }) => join(folder, name))
      .sort(byCodePoint);
  const files = names((entry) => entry.isFile() && entry.name.endsWith(".json")).map((file): File => {
    const content = attempt(file, () => readFileSync(file, "utf8"));
    const value = values(attempt(file, () => JSON.parse(content)));
    if (isPage(value)) throw new KeptAnswersError(`${file}: ${ONE_PAGE}`);
    return { file, value };
  });
  const below = names((entry) => entry.isDirectory()).flatMap(foldersOf);
  return files.length === 0 ? below : [[folder, files], ...below];
}

/** Whether an answer of the AWS CLI says that there is more. */
const isPage = ({ NextToken, nextToken, IsTruncated }: Values): boolean =>
  typeof NextToken === "string" || typeof nextToken === "string" || IsTruncated === true;

const ONE_PAGE = "one page of several; run the command without --max-items and --no-paginate";

function attempt<T>(file: string, what: () => T): T {
  try {
    return what();
  } catch (error) {
    throw new KeptAnswersError(`${file}: cannot be read: ${reasonOf(error)}`);
  }
}
