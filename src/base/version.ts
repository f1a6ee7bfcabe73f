/** Of Tython: a calendar version; of the language that it speaks. */
export const VERSION = "26.11.0";
export const LANGUAGE = "3.14";
