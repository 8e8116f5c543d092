import { visible } from "../aws/text";

export const asJson = (value: object): string =>
  `${JSON.stringify(value, null, 2).split("\n").map(visible).join("\n")}\n`;
