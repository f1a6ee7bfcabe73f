import type { Span } from "../base/span.ts";

/** Reports an error of the program at a place; does not return. */
export type Fail = (message: string, where: Span) => never;
