import { decides, nodeClassSpec } from "../../support/decide";

const AT = "nodeClasses.gpu.spec.advancedNetworking";
const IN = `${AT}.networkInterfaces`;

type Item = Record<string, unknown>;

const at = (networkCardIndex: unknown, deviceIndex: unknown, more: Item = {}): Item => ({
  networkCardIndex,
  deviceIndex,
  interfaceType: "interface",
  ...more,
});
const efa = (networkCardIndex: unknown, deviceIndex: unknown, more: Item = {}) =>
  at(networkCardIndex, deviceIndex, { interfaceType: "efa-only", ...more });
const interfaces = (...networkInterfaces: Item[]) => nodeClassSpec({ advancedNetworking: { networkInterfaces } });

describe("public addresses", () => {
  const withPublic = (associatePublicIPAddress: unknown, ...networkInterfaces: Item[]) =>
    nodeClassSpec({ advancedNetworking: { associatePublicIPAddress, networkInterfaces } });
  const refused = `${AT}.associatePublicIPAddress: public addresses do not go with more than one network interface, got 2; leave it out`;
  decides([
    ["R425", "beside one interface they are allowed", withPublic(true, at(0, 0))],
    ["R425", "beside no interface they are allowed", withPublic(true)],
    ["R425", "left out beside two interfaces is allowed", withPublic(undefined, at(0, 0), at(0, 1))],
    ["R425", "true beside two interfaces is refused", withPublic(true, at(0, 0), at(0, 1)), refused],
    ["R425", "false beside two interfaces is refused", withPublic(false, at(0, 0), at(0, 1)), refused],
  ]);
});

describe("the type of an interface", () => {
  const primary = `${IN}[0].interfaceType: card 0, device 0 is of type "interface", got "efa-only"; move EFA to another card or device`;
  decides([
    ["R426", "interface is allowed", interfaces(at(0, 0))],
    ["R426", "efa-only is allowed", interfaces(at(0, 0), efa(1, 0))],
    ["R426", "left out is allowed", interfaces({ networkCardIndex: 0, deviceIndex: 0 })],
    [
      "R426",
      "efa is refused",
      interfaces(at(0, 0), at(1, 0, { interfaceType: "efa" })),
      `${IN}[1].interfaceType: one of interface or efa-only, got "efa"`,
    ],
    ["R426", "a token is allowed", interfaces(at(0, 0, { interfaceType: "${var.type}" }))],
    ["R427", "efa-only on card 0, device 0 is refused", interfaces(efa(0, 0)), primary],
    ["R427", "efa-only on card 0, device 1 is allowed", interfaces(at(0, 0), efa(0, 1))],
    ["R427", "efa-only on card 1, device 0 is allowed", interfaces(at(0, 0), efa(1, 0))],
    ["R427", "a card that is a token is allowed", interfaces(efa("${var.card}", 0))],
  ]);
});

describe("addresses of an interface", () => {
  const ONLY_ZERO = "is for card 0 only, got card 1; move it to card 0";
  decides([
    ["R428", "addresses on card 0 are allowed", interfaces(at(0, 0, { secondaryIPv4Count: 10 }))],
    ["R428", "prefixes on card 0 are allowed", interfaces(at(0, 1, { secondaryIPv4PrefixCount: 1 }))],
    [
      "R428",
      "both are refused",
      interfaces(at(0, 0, { secondaryIPv4Count: 10, secondaryIPv4PrefixCount: 1 })),
      `${IN}[0]: an interface has secondaryIPv4Count or secondaryIPv4PrefixCount, got both; keep one`,
    ],
    [
      "R428",
      "addresses on card 1 are refused",
      interfaces(at(0, 0), at(1, 0, { secondaryIPv4Count: 10 })),
      `${IN}[1].secondaryIPv4Count: secondaryIPv4Count ${ONLY_ZERO}`,
    ],
    [
      "R428",
      "prefixes on card 1 are refused",
      interfaces(at(0, 0), at(1, 0, { secondaryIPv4PrefixCount: 1 })),
      `${IN}[1].secondaryIPv4PrefixCount: secondaryIPv4PrefixCount ${ONLY_ZERO}`,
    ],
    [
      "R428",
      "addresses of an efa-only interface are refused",
      interfaces(at(0, 0), efa(0, 1, { secondaryIPv4Count: 1 })),
      `${IN}[1].secondaryIPv4Count: an efa-only interface has no addresses; leave secondaryIPv4Count out, or make the interface of type "interface"`,
    ],
    ["R428", "a card that is a token is allowed", interfaces(at("${var.card}", 0, { secondaryIPv4Count: 1 }))],
    ["R428", "a count that is a token is allowed", interfaces(at(0, 0, { secondaryIPv4Count: "${var.count}" }))],
    [
      "R428",
      "of a card that is no number only that is said",
      interfaces(at("0", 0, { secondaryIPv4Count: 1 })),
      `${IN}[0].networkCardIndex: a number, got "0" (text); write 0 without quotes`,
    ],
  ]);
});

describe("places of interfaces", () => {
  const many = (count: number) => Array.from({ length: count }, (_, index) => at(0, index));
  decides([
    ["R429", "another device of a card is allowed", interfaces(at(0, 0), at(0, 1))],
    ["R429", "the same device of another card is allowed", interfaces(at(0, 0), at(1, 0))],
    [
      "R429",
      "the same card and device are refused",
      interfaces(at(0, 0), at(0, 1), at(0, 1)),
      `${IN}[2]: card 0, device 1 is taken by networkInterfaces[1]; choose another device index or another card`,
    ],
    ["R429", "one efa-only interface a card is allowed", interfaces(at(0, 0), efa(0, 1), efa(1, 0), efa(2, 0))],
    [
      "R429",
      "two efa-only interfaces on a card are refused",
      interfaces(at(0, 0), efa(1, 0), efa(1, 1)),
      `${IN}[2]: a card has one efa-only interface, and card 1 has networkInterfaces[1]; choose another card`,
    ],
    ["R429", "150 interfaces are allowed", interfaces(...many(150))],
    [
      "R429",
      "151 interfaces are refused",
      interfaces(...many(151)),
      `${IN}: at most 150 network interfaces, got 151; leave some out`,
    ],
    ["R429", "tokens may stand for different cards", interfaces(at("${var.a}", 0), at("${var.b}", 0))],
    ["R429", "a token may stand for another device", interfaces(at(0, "${var.a}"), at(0, "${var.a}"))],
    ["R429", "tokens may stand for cards of their own", interfaces(efa("${var.a}", 1), efa("${var.b}", 2))],
  ]);
});

describe("huge pages", () => {
  const compute = (hugepages: object, ...networkInterfaces: Item[]) =>
    nodeClassSpec({ advancedCompute: { hugepages }, advancedNetworking: { networkInterfaces } });
  const pages = [{ size: "2Mi", count: 512 }];
  const PAGE = "nodeClasses.gpu.spec.advancedCompute.hugepages.pages[0]";
  decides([
    ["R432", "size and count are allowed", compute({ pages })],
    [
      "R432",
      "a page without a size is refused",
      compute({ pages: [{ count: 512 }] }),
      `${PAGE}.size: required: text; write { size: 2Mi, count: 512 }`,
    ],
    [
      "R432",
      "a page without a count is refused",
      compute({ pages: [{ size: "2Mi" }] }),
      `${PAGE}.count: required: a number`,
    ],
    [
      "R432",
      "an empty size is refused",
      compute({ pages: [{ size: "", count: 512 }] }),
      `${PAGE}.size: the size of a huge page has at least 1 character, got 0 (""); write { size: 2Mi, count: 512 }`,
    ],
    [
      "R432",
      "a count as text is refused",
      compute({ pages: [{ size: "2Mi", count: "512" }] }),
      `${PAGE}.count: a number, got "512" (text); write 512 without quotes`,
    ],
    ["R432", "tokens are allowed", compute({ pages: [{ size: "${var.size}", count: "${var.count}" }] })],
    ["R433", "beside interfaces they are allowed", compute({ pages }, at(0, 0), at(1, 0))],
    [
      "R433",
      "beside an efa-only interface they are refused",
      compute({ pages }, at(0, 0), efa(1, 0)),
      "nodeClasses.gpu.spec.advancedCompute.hugepages: huge pages do not go with efa-only interfaces; keep one of the two",
    ],
    [
      "R433",
      "wherever the efa-only interface sits",
      compute({ pages }, efa("${var.card}", 1)),
      "nodeClasses.gpu.spec.advancedCompute.hugepages: huge pages do not go with efa-only interfaces; keep one of the two",
    ],
    ["R433", "no pages beside an efa-only interface are allowed", compute({ pages: [] }, at(0, 0), efa(1, 0))],
  ]);
});
