import type * as z from "zod";

/** What `format` of a JSON answer says. The number rises when programs that read the answer must change. */
export const formatOf = <Word extends string>(word: Word): `eks-access/${Word}/1` => `eks-access/${word}/1`;

type Frozen<T> = T extends object ? { readonly [Key in keyof T]: Frozen<T[Key]> } : T;

/** The type of an answer, or of a part of one. Nobody changes an answer. */
export type Answer<Schema extends z.ZodType> = Frozen<z.output<Schema>>;
