/** `_types`: the builtin types that have no name in `builtins`. Follows Modules/_typesmodule.c. */
import { declareType, noneType } from "../core/builtin-types.ts";
import type { NativeModule } from "../core/native-module.ts";
import { PyInstance } from "../core/object.ts";
import { cellType } from "../objects/cell.ts";
import { codeType } from "../objects/code.ts";
import {
  builtinFunctionType,
  classMethodDescriptorType,
  getSetType,
  memberType,
  methodDescriptorType,
  methodWrapperType,
  wrapperDescriptorType,
} from "../objects/descriptor-types.ts";
import { frameType } from "../objects/frame.ts";
import { functionType, methodType } from "../objects/function.ts";
import { asyncGeneratorType, coroutineType, generatorType } from "../objects/generator.ts";
import { genericAliasType } from "../objects/generic-alias.ts";
import { mappingProxyType } from "../objects/mapping-proxy.ts";
import { moduleType } from "../objects/module.ts";
import { simpleNamespaceType } from "../objects/simple-namespace.ts";
import { ellipsisType, notImplementedType } from "../objects/singletons.ts";
import { tracebackType } from "../objects/traceback.ts";
import { unionType } from "../objects/union.ts";

class PyCapsule extends PyInstance {}
export const capsuleType = declareType("PyCapsule", PyCapsule, { subclassable: false });

export const typesModule: NativeModule = {
  name: "_types",
  doc: "Define names for built-in types.",
  types: {
    AsyncGeneratorType: asyncGeneratorType,
    BuiltinFunctionType: builtinFunctionType,
    BuiltinMethodType: builtinFunctionType,
    CapsuleType: capsuleType,
    CellType: cellType,
    ClassMethodDescriptorType: classMethodDescriptorType,
    CodeType: codeType,
    CoroutineType: coroutineType,
    EllipsisType: ellipsisType,
    FrameType: frameType,
    FunctionType: functionType,
    GeneratorType: generatorType,
    GenericAlias: genericAliasType,
    GetSetDescriptorType: getSetType,
    LambdaType: functionType,
    MappingProxyType: mappingProxyType,
    MemberDescriptorType: memberType,
    MethodDescriptorType: methodDescriptorType,
    MethodType: methodType,
    MethodWrapperType: methodWrapperType,
    ModuleType: moduleType,
    NoneType: noneType,
    NotImplementedType: notImplementedType,
    SimpleNamespace: simpleNamespaceType,
    TracebackType: tracebackType,
    UnionType: unionType,
    WrapperDescriptorType: wrapperDescriptorType,
  },
};
