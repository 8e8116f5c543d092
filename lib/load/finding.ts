import type { LoadRuleName } from "./catalogue";

/** What is wrong at an offset of a file's text. */
export interface Finding {
  readonly rule: LoadRuleName;
  readonly message: string;
  readonly offset: number;
  /** Whether the value of the file cannot be used. */
  readonly fatal?: boolean;
}
