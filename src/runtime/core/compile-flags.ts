/** Flags of `compile()`; Include/cpython/compile.h. Those of the features of the future are in `CO` (abi/code.ts). */
export const PyCF = {
  DONT_IMPLY_DEDENT: 0x200,
  ONLY_AST: 0x400,
  TYPE_COMMENTS: 0x1000,
  ALLOW_TOP_LEVEL_AWAIT: 0x2000,
  ALLOW_INCOMPLETE_INPUT: 0x4000,
  OPTIMIZED_AST: 0x8400,
} as const;
