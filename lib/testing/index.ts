export { ConfigError } from "../load/config-error";
export { accessOf, type StackLike } from "./access-of";
export { addressesOf } from "./addresses";
export { assertAccess } from "./assert";
export type { Access } from "./facts";
export { anyoneBut, type Grant } from "./grants";
export { matchers, serializer } from "./matchers";
export type { AccessMatchers, Ref, RoleRef } from "./types";
