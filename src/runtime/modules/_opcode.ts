/**
 * `_opcode`: facts about CPython 3.14's instructions for `opcode` and `dis`, which `inspect` imports. Tython itself has no
 * bytecode. Follows Modules/_opcode.c.
 */
import type { NativeModule } from "../core/native-module.ts";
import type { NativeRow } from "../core/native.ts";
import type { Value } from "../core/object.ts";
import { valueError } from "../exceptions/raise.ts";
import { PyDict } from "../objects/dict.ts";
import { PyList } from "../objects/list.ts";
import { tuple } from "../objects/tuple.ts";
import { toSize } from "../protocols/number.ts";

/** Opcodes by property, as ranges with both ends. */
const RANGES: Readonly<Record<string, readonly (readonly [number, number])[]>> = {
  has_arg: [
    [44, 120],
    [128, 128],
    [143, 153],
    [155, 195],
    [197, 197],
    [200, 200],
    [209, 211],
    [237, 237],
    [239, 239],
    [241, 245],
    [247, 251],
    [253, 253],
    [255, 255],
    [257, 261],
    [263, 266],
  ],
  has_const: [
    [82, 82],
    [190, 191],
  ],
  has_exc: [[263, 265]],
  has_free: [
    [62, 62],
    [90, 90],
    [97, 97],
    [111, 111],
  ],
  has_jump: [
    [68, 68],
    [70, 70],
    [75, 77],
    [100, 103],
    [106, 106],
    [172, 176],
    [237, 237],
    [248, 248],
    [257, 260],
  ],
  has_local: [
    [3, 3],
    [63, 63],
    [83, 89],
    [112, 114],
    [261, 261],
    [266, 266],
  ],
  has_name: [
    [61, 61],
    [64, 65],
    [72, 73],
    [80, 80],
    [91, 93],
    [96, 96],
    [110, 110],
    [115, 116],
    [179, 179],
    [189, 189],
    [194, 195],
    [200, 200],
    [249, 249],
  ],
  is_valid: [
    [0, 120],
    [128, 211],
    [234, 266],
  ],
};

const INTRINSICS_1 = [
  "INTRINSIC_1_INVALID",
  "INTRINSIC_PRINT",
  "INTRINSIC_IMPORT_STAR",
  "INTRINSIC_STOPITERATION_ERROR",
  "INTRINSIC_ASYNC_GEN_WRAP",
  "INTRINSIC_UNARY_POSITIVE",
  "INTRINSIC_LIST_TO_TUPLE",
  "INTRINSIC_TYPEVAR",
  "INTRINSIC_PARAMSPEC",
  "INTRINSIC_TYPEVARTUPLE",
  "INTRINSIC_SUBSCRIPT_GENERIC",
  "INTRINSIC_TYPEALIAS",
];
const INTRINSICS_2 = [
  "INTRINSIC_2_INVALID",
  "INTRINSIC_PREP_RERAISE_STAR",
  "INTRINSIC_TYPEVAR_WITH_BOUND",
  "INTRINSIC_TYPEVAR_WITH_CONSTRAINTS",
  "INTRINSIC_SET_FUNCTION_TYPE_PARAMS",
  "INTRINSIC_SET_TYPEPARAM_DEFAULT",
];
const SPECIAL_METHODS = ["__enter__", "__exit__", "__aenter__", "__aexit__"];
const OPERATORS = [
  ["NB_ADD", "+"],
  ["NB_AND", "&"],
  ["NB_FLOOR_DIVIDE", "//"],
  ["NB_LSHIFT", "<<"],
  ["NB_MATRIX_MULTIPLY", "@"],
  ["NB_MULTIPLY", "*"],
  ["NB_REMAINDER", "%"],
  ["NB_OR", "|"],
  ["NB_POWER", "**"],
  ["NB_RSHIFT", ">>"],
  ["NB_SUBTRACT", "-"],
  ["NB_TRUE_DIVIDE", "/"],
  ["NB_XOR", "^"],
  ["NB_INPLACE_ADD", "+="],
  ["NB_INPLACE_AND", "&="],
  ["NB_INPLACE_FLOOR_DIVIDE", "//="],
  ["NB_INPLACE_LSHIFT", "<<="],
  ["NB_INPLACE_MATRIX_MULTIPLY", "@="],
  ["NB_INPLACE_MULTIPLY", "*="],
  ["NB_INPLACE_REMAINDER", "%="],
  ["NB_INPLACE_OR", "|="],
  ["NB_INPLACE_POWER", "**="],
  ["NB_INPLACE_RSHIFT", ">>="],
  ["NB_INPLACE_SUBTRACT", "-="],
  ["NB_INPLACE_TRUE_DIVIDE", "/="],
  ["NB_INPLACE_XOR", "^="],
  ["NB_SUBSCR", "[]"],
] as const;

const has = (name: string): NativeRow => [
  "(opcode)",
  (opcode: Value) => {
    const op = toSize(opcode);
    return (RANGES[name] ?? []).some(([first, last]) => first <= op && op <= last);
  },
];

export const opcodeModule: NativeModule = {
  name: "_opcode",
  doc: "Opcode support module.",
  constants: { ENABLE_SPECIALIZATION: false, ENABLE_SPECIALIZATION_FT: false },
  functions: {
    ...Object.fromEntries(Object.keys(RANGES).map((name) => [name, has(name)])),
    get_executor: ["(code, offset)", () => null],
    get_intrinsic1_descs: ["()", () => new PyList([...INTRINSICS_1])],
    get_intrinsic2_descs: ["()", () => new PyList([...INTRINSICS_2])],
    get_nb_ops: ["()", () => new PyList(OPERATORS.map(([name, symbol]) => tuple([name, symbol])))],
    get_special_method_names: ["()", () => new PyList([...SPECIAL_METHODS])],
    get_specialization_stats: ["()", () => new PyDict()],
    stack_effect: [
      "(opcode, oparg=None, /, *, jump=None)",
      () => {
        throw valueError("there is no stack machine");
      },
    ],
  },
};
