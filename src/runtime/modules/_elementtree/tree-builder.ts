/** `xml.etree.ElementTree.TreeBuilder`. Follows Modules/_elementtree.c.
 * https://docs.python.org/3.14/library/xml.etree.elementtree.html#treebuilder-objects */
import { declareType, typeOf } from "../../core/builtin-types.ts";
import { callable } from "../../core/call.ts";
import type { TypeSpec } from "../../core/define.ts";
import { PyInstance, type Value } from "../../core/object.ts";
import { current } from "../../core/state.ts";
import type { PyType } from "../../core/type.ts";
import { PySyntaxError, SyntaxError as SyntaxError_ } from "../../exceptions/hierarchy.ts";
import { indexError, typeError } from "../../exceptions/raise.ts";
import { PyDict } from "../../objects/dict.ts";
import { tuple } from "../../objects/tuple.ts";
import { getAttr, setAttr } from "../../protocols/attribute.ts";
import { truthy } from "../../protocols/compare.ts";
import { callMethod } from "../../protocols/method-call.ts";
import { add } from "../../protocols/number.ts";
import { elementType, newElement, PyElement } from "./element-data.ts";

export const parseErrorType = declareType(
  "xml.etree.ElementTree.ParseError",
  class extends PySyntaxError {},
  { bases: [SyntaxError_], hasDict: true },
);

interface Factories {
  comment: Value;
  instruction: Value;
}
const FACTORIES = Symbol("ElementTree factories");
/** What makes comments and processing instructions unless a builder is told otherwise. */
export const factories = (): Factories =>
  current.stateOf(FACTORIES, () => ({ comment: null, instruction: null }));

export type EventName = "start" | "end" | "start-ns" | "end-ns" | "comment" | "pi";

export class PyTreeBuilder extends PyInstance {
  /** Null for plain elements. */
  factory: Value = null;
  commentFactory: Value = null;
  instructionFactory: Value = null;
  insertsComments = false;
  insertsInstructions = false;
  root: Value = null;
  /** The open elements, the innermost last. */
  readonly open: Value[] = [];
  /** Where text goes: the last element, into its tail if that is over. */
  last: Value = null;
  isTail = false;
  readonly text: Value[] = [];
  /** What events are told to, by their names. */
  events: ReadonlyMap<EventName, (node: Value) => void> = new Map();

  tell(name: EventName, node: Value): void {
    this.events.get(name)?.(node);
  }

  data(text: Value): void {
    if (this.last !== null) this.text.push(text);
  }

  /** Gives the text that has come to the element that it belongs to. */
  flush(): void {
    const { text, last } = this;
    if (text.length === 0) return;
    const whole = text.length === 1 ? (text[0] as Value) : joined(text);
    text.length = 0;
    const name = this.isTail ? "tail" : "text";
    if (last instanceof PyElement && typeOf(last) === elementType) {
      const before = last[name];
      last[name] = before === null ? whole : add(before, whole);
    } else {
      const before = getAttr(last, name);
      setAttr(last, name, before === null ? whole : add(before, whole));
    }
  }

  start(tag: Value, attributes: PyDict | undefined): Value {
    this.flush();
    const element =
      this.factory === null
        ? newElement(tag, attributes)
        : callable(this.factory).c2(tag, attributes ?? new PyDict());
    const { open } = this;
    if (open.length > 0) appendTo(open[open.length - 1] as Value, element);
    else if (this.root !== null) throw callable(parseErrorType).c1("multiple elements on top level");
    else this.root = element;
    open.push(element);
    this.last = element;
    this.isTail = false;
    if (this.events.size > 0) this.tell("start", element);
    return element;
  }

  end(): Value {
    this.flush();
    const element = this.open.pop();
    if (element === undefined) throw indexError("pop from empty stack");
    this.last = element;
    this.isTail = true;
    if (this.events.size > 0) this.tell("end", element);
    return element;
  }

  comment(text: Value): Value {
    return this.#aside("comment", this.commentFactory, this.insertsComments, text, [text]);
  }

  instruction(target: Value, text: Value): Value {
    const plain = tuple([target, text]);
    return this.#aside("pi", this.instructionFactory, this.insertsInstructions, plain, [target, text]);
  }

  #aside(name: EventName, factory: Value, inserts: boolean, plain: Value, args: Value[]): Value {
    this.flush();
    let node = plain;
    if (factory !== null) {
      node = callable(factory).cn(args);
      const parent = this.open.at(-1);
      if (inserts && parent !== undefined) {
        appendTo(parent, node);
        this.last = node;
        this.isTail = true;
      }
    }
    this.tell(name, node);
    return node;
  }
}
export const treeBuilderType = declareType("xml.etree.ElementTree.TreeBuilder", PyTreeBuilder);

function joined(parts: readonly Value[]): Value {
  let whole: Value = "";
  for (const part of parts)
    whole = typeof whole === "string" && typeof part === "string" ? whole + part : add(whole, part);
  return whole;
}

function appendTo(parent: Value, child: Value): void {
  if (parent instanceof PyElement && typeOf(parent) === elementType && child instanceof PyElement)
    parent.append(child);
  else callMethod(parent, "append", child);
}

export const treeBuilderSpec: TypeSpec = {
  new: ["(*args, **kwargs)", (cls: PyType) => cls.alloc()],
  methods: {
    __init__: [
      "(self, element_factory=None, *, comment_factory=None, pi_factory=None, insert_comments=False, insert_pis=False)",
      (
        self: PyTreeBuilder,
        factory: Value = null,
        comment: Value = null,
        instruction: Value = null,
        insertsComments: Value = false,
        insertsInstructions: Value = false,
      ) => {
        self.factory = factory === elementType ? null : factory;
        self.commentFactory = comment ?? factories().comment;
        self.instructionFactory = instruction ?? factories().instruction;
        self.insertsComments = truthy(insertsComments);
        self.insertsInstructions = truthy(insertsInstructions);
        return null;
      },
    ],
    start: [
      "(self, tag, attrs, /)",
      (self: PyTreeBuilder, tag: Value, attributes: Value) => {
        if (attributes instanceof PyDict) return self.start(tag, attributes);
        throw typeError(`start() argument 2 must be dict, not ${typeOf(attributes).name}`);
      },
    ],
    data: [
      "(self, data, /)",
      (self: PyTreeBuilder, text: Value) => {
        self.data(text);
        return null;
      },
    ],
    end: ["(self, tag, /)", (self: PyTreeBuilder) => self.end()],
    comment: ["(self, text, /)", (self: PyTreeBuilder, text: Value) => self.comment(text)],
    pi: [
      "(self, target, text=None, /)",
      (self: PyTreeBuilder, target: Value, text: Value = null) => self.instruction(target, text),
    ],
    close: ["(self, /)", (self: PyTreeBuilder) => self.root],
  },
};

/** Tells a queue, by its `append`, of events: pairs of an event's name and its node. */
export const teller =
  (append: Value, name: EventName): ((node: Value) => void) =>
  (node) =>
    void callable(append).c1(tuple([name, node]));
