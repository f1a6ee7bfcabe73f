/**
 * Code objects and their JavaScript.
 *
 * A {@link CodeUnit} is one compiled source, instantiated for one globals namespace: it holds the JavaScript functions
 * of all its code objects. The code objects themselves are shared: a function object made from one for other globals
 * (`types.FunctionType(code, globals)`) instantiates the unit again.
 */
import type { CodeFunction, CodeInfo, Script } from "../../abi/code.ts";
import { declareType } from "../core/builtin-types.ts";
import { PyInstance } from "../core/object.ts";
import type { PyTuple } from "./tuple.ts";

export class PyCode extends PyInstance {
  readonly info: CodeInfo;
  readonly script: Script;
  /** Place in `script.codes`. */
  readonly index: number;
  readonly filename: string;
  /** Entry points of functions made from this code, by number of defaults; filled by `objects/function.ts`. */
  readonly entries: (object | undefined)[] = [];
  /** How keyword call sites bind, by the identity of the site's names array. */
  readonly keywordPlans = new WeakMap<readonly string[], readonly number[]>();
  /** `co_consts`, made when asked for. */
  consts: PyTuple | undefined = undefined;

  constructor(script: Script, index: number) {
    super();
    this.script = script;
    this.index = index;
    this.info = script.codes[index] as CodeInfo;
    this.filename = script.filename;
  }
}

export const codeType = declareType("code", PyCode, { subclassable: false });

/** Instantiates a script for a globals namespace: the JavaScript functions of its code objects, by index. The
 * interpreter implements it, since it takes the host to evaluate JavaScript. */
export type Instantiate = (codes: readonly PyCode[], globals: PyInstance) => CodeFunction[];
