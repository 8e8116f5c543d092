/** Who can tell what the files of this project do not say. */
export const TELLERS = {
  cluster: "the objects in the cluster",
  nodes: "the nodes",
  account: "the AWS account",
  registry: "the image registry",
  people: "the people who run it",
} as const;

/** Who can tell what a file does not. */
export type Teller = keyof typeof TELLERS;

/** What a benchmark asks for. */
export interface Control {
  /** What it asks for, in our words. */
  readonly asks: string;
  /** Who can tell all of it, or what the files leave open. Absent if the files tell all of it. */
  readonly teller?: Teller;
  /** The page that asks for it, if it is not that of the pack. */
  readonly page?: string;
}

/** A benchmark, or another collection of advice. */
export interface Pack {
  /** What stands before the name of a control: "CIS 4.1.1". */
  readonly short: string;
  readonly title: string;
  readonly page: string;
  /** Where the names of its controls come from. */
  readonly names: string;
  /** All of its controls, in its order. */
  readonly controls: Readonly<Record<string, Control>>;
}

/** Makes the controls of a chapter that has a page of its own, each as `<chapter>/<name>`. */
export const chapter = (
  name: string,
  page: string,
  controls: Readonly<Record<string, Omit<Control, "page">>>,
): Record<string, Control> =>
  Object.fromEntries(Object.entries(controls).map(([key, control]) => [`${name}/${key}`, { ...control, page }]));
