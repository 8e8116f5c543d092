import { testThousand } from "../support/generated/laws";

describe("both engines write the same bytes for 1,000 generated clusters", () => testThousand(0));
