import { holdEverywhere } from "../../lib/aws/cidrs";

test.each([
  [[], false],
  [["0.0.0.0/0"], true],
  [["::/0"], true],
  [["10.0.0.0/0"], true],
  [["0.0.0.0/1", "128.0.0.0/1"], true],
  [["0.0.0.0/1", "128.0.0.0/2", "192.0.0.0/3", "224.0.0.0/3"], true],
  [["0.0.0.0/1", "128.0.0.0/2", "192.0.0.0/3", "224.0.0.0/4"], false],
  [["0.0.0.0/1", "0.0.0.0/1"], false],
  [["0.0.0.0/1", "8000::/1"], false],
  [["0:0::/1", "8000::ffff:1.2.3.4/1"], true],
  [["::/1", "c000::/2", "8000:0:0:0:0:0:0:0/2"], true],
  [["203.0.113.7/32", "2001:db8::7/128"], false],
  [[`${"${var.office}"}`], false],
] as const)("blocks %j hold everywhere: %j", (blocks, expected) => {
  expect(holdEverywhere(blocks)).toBe(expected);
});
