/** Of Tython: a calendar version; of the language that it speaks. */
export const VERSION = "26.11.0";
export const LANGUAGE = "3.14";
/** The micro version is that of the library that a build takes in; a test holds the two together. */
export const MICRO = 2;

declare const TYTHON_COMPILER: string | undefined;

/** Which compiler this is: the build puts in the hash of its text, by which compiled code of another one is told. */
export const COMPILER = typeof TYTHON_COMPILER === "undefined" ? "source" : TYTHON_COMPILER;
