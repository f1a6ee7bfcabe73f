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

/** Where the arguments of a call go that gives each parameter what it needs. */
export interface ArgumentPlan {
  /** For each parameter the index of the argument that it gets, or {@link DEFAULT}, {@link REST}, {@link EXTRAS}. */
  readonly sources: readonly number[];
  /** How many arguments are positional. */
  readonly given: number;
  /** Names of the keywords that go to `**kwargs`, and the arguments' indices. */
  readonly extras: readonly (readonly [name: string, index: number])[];
}

/** A parameter gets its default. */
export const DEFAULT = -1;
/** `*args` gets the positional arguments that are left. */
export const REST = -2;
/** `**kwargs` gets a new dict. */
export const EXTRAS = -3;

/** For each keyword of a call, the parameter it goes to, or -1. */
export interface KeywordPlan {
  readonly names: readonly string[];
  readonly targets: readonly number[];
  /** Arguments of the call, positional ones included. */
  readonly total: number;
  /** Null where the call is wrong or has too many parameters. */
  readonly plan: ArgumentPlan | null;
}

export class PyCode extends PyInstance {
  readonly info: CodeInfo;
  readonly script: Script;
  /** Place in `script.codes`. */
  readonly index: number;
  /** Entry points of functions made from this code, by number of defaults; filled by `objects/function.ts`. */
  readonly entries: (object | undefined)[] = [];
  /** How the last few keyword call sites bind (`bind.ts`). */
  readonly keywordPlans: KeywordPlan[] = [];
  /** All code objects of the script, this one among them. */
  siblings: readonly PyCode[] = [];
  /** By number of arguments, how calls with positional ones alone bind. */
  readonly positionalPlans: (ArgumentPlan | null)[] = [];
  /** `co_consts`, made when asked for. */
  consts: PyTuple | undefined = undefined;
  /** The constants that `replace` put in the place of the script's own. */
  replacedConsts: PyTuple | undefined = undefined;
  /** `co_code`, made when asked for or put there by `replace`. */
  code: PyInstance | undefined = undefined;

  constructor(script: Script, index: number) {
    super();
    this.script = script;
    this.index = index;
    this.info = script.codes[index] as CodeInfo;
  }

  get filename(): string {
    return this.script.filename;
  }
}

export const codeType = declareType("code", PyCode, { subclassable: false });

/** Instantiates a script for a globals namespace: the JavaScript functions of its code objects, by index. The
 * interpreter implements it, since it takes the host to evaluate JavaScript. */
export type Instantiate = (codes: readonly PyCode[], globals: PyInstance) => CodeFunction[];
