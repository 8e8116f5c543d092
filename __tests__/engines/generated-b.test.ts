import { testThousand } from "../support/generated/laws";

// the other half stands beside this one, so that both run at once
describe("both engines write the same bytes for 1,000 other generated clusters", () => testThousand(20));
