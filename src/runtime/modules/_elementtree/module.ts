/** Module `_elementtree`, which `xml.etree.ElementTree` takes its elements, its builder and its parser from.
 * https://docs.python.org/3.14/library/xml.etree.elementtree.html */
import { special, typeOf } from "../../core/builtin-types.ts";
import type { TypeSpec } from "../../core/define.ts";
import type { NativeModule } from "../../core/native-module.ts";
import type { Value } from "../../core/object.ts";
import type { PyType } from "../../core/type.ts";
import { typeError } from "../../exceptions/raise.ts";
import { tuple } from "../../objects/tuple.ts";
import { iteratorMethods } from "../../types/iterators.ts";
import { elementSpec, subElement } from "./element.ts";
import { elementType } from "./element-data.ts";
import { elementIteratorType } from "./element-iterator.ts";
import { factories, parseErrorType, treeBuilderSpec, treeBuilderType } from "./tree-builder.ts";
import { xmlParserSpec, xmlParserType } from "./xml-parser.ts";

function setFactories(comment: Value, instruction: Value): Value {
  for (const [name, factory] of [
    ["Comment", comment],
    ["PI", instruction],
  ] as const) {
    if (factory !== null && special(factory, "m$__call__") === undefined)
      throw typeError(`${name} factory must be callable, not ${typeOf(factory).name}`);
  }
  const state = factories();
  const before = tuple([state.comment, state.instruction]);
  state.comment = comment;
  state.instruction = instruction;
  return before;
}

export const elementtreeModule: NativeModule = {
  name: "_elementtree",
  types: {
    Element: elementType,
    TreeBuilder: treeBuilderType,
    XMLParser: xmlParserType,
    ParseError: parseErrorType,
  },
  functions: {
    SubElement: ["(*args, **kwargs)", subElement],
    _set_factories: ["(comment_factory, pi_factory, /)", setFactories],
  },
};

export const installed: readonly (readonly [PyType, TypeSpec])[] = [
  [elementType, elementSpec],
  [elementIteratorType, { methods: iteratorMethods }],
  [treeBuilderType, treeBuilderSpec],
  [xmlParserType, xmlParserSpec],
  [parseErrorType, {}],
];
