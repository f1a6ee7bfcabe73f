/** All modules that are written in TypeScript. */
import type { NativeModule } from "../runtime/core/native-module.ts";
import type { Installed } from "../runtime/install.ts";
import {
  codecModules,
  installed as multibyteCodecTypes,
  multibyteCodecModule,
} from "../runtime/modules/_multibytecodec/module.ts";
import { codecsModule } from "../runtime/modules/_codecs/module.ts";
import { csvModule, installed as csvTypes } from "../runtime/modules/_csv/module.ts";
import { ioModule } from "../runtime/modules/_io/module.ts";
import { installed as ioTypes } from "../runtime/modules/installed-io.ts";
import { installed as jsonTypes, jsonModule } from "../runtime/modules/_json/module.ts";
import { installed as sreTypes, sreModule } from "../runtime/modules/_sre/module.ts";
import { asyncioModule, installed as asyncioTypes } from "../runtime/modules/_asyncio/module.ts";
import { abcModule } from "../runtime/modules/_abc.ts";
import { bisectModule } from "../runtime/modules/_bisect.ts";
import { bz2Module, installed as bz2Types } from "../runtime/modules/_bz2.ts";
import { installed as lzmaTypes, lzmaModule } from "../runtime/modules/_lzma.ts";
import { collectionsModule, installed as collectionsTypes } from "../runtime/modules/_collections/module.ts";
import { functoolsModule, installed as functoolsTypes } from "../runtime/modules/_functools/module.ts";
import { heapqModule } from "../runtime/modules/_heapq.ts";
import { operatorModule, installed as operatorTypes } from "../runtime/modules/_operator.ts";
import { itertoolsModule, installed as itertoolsTypes } from "../runtime/modules/itertools/module.ts";
import { contextvarsModule, installed as contextvarsTypes } from "../runtime/modules/_contextvars.ts";
import { weakrefModule, installed as weakrefTypes } from "../runtime/modules/_weakref/module.ts";
import { arrayModule, installed as arrayTypes } from "../runtime/modules/array/module.ts";
import { suggestionsModule } from "../runtime/modules/_suggestions.ts";
import { tracemallocModule } from "../runtime/modules/_tracemalloc.ts";
import { binasciiModule, installed as binasciiTypes } from "../runtime/modules/binascii.ts";
import { installed as randomTypes, randomModule } from "../runtime/modules/_random.ts";
import { installed as stringTypes, stringModule } from "../runtime/modules/_string.ts";
import { installed as structTypes, structModule } from "../runtime/modules/_struct/module.ts";
import { installed as unicodedataTypes, unicodedataModule } from "../runtime/modules/unicodedata/module.ts";
import { cmathModule } from "../runtime/modules/cmath.ts";
import { mathModule } from "../runtime/modules/math/module.ts";
import { statisticsModule } from "../runtime/modules/_statistics.ts";
import { opcodeModule } from "../runtime/modules/_opcode.ts";
import { signalModule } from "../runtime/modules/_signal.ts";
import { installed as testApiTypes, testApiModule } from "../runtime/modules/_testcapi/module.ts";
import { installed as testLimitedTypes, testLimitedModule } from "../runtime/modules/_testlimitedcapi.ts";
import {
  installed as testMultiphaseTypes,
  testMultiphaseModule,
} from "../runtime/modules/_testmultiphase.ts";
import { testInternalModule } from "../runtime/modules/_testinternalcapi.ts";
import { installed as queueTypes, queueModule } from "../runtime/modules/_queue.ts";
import { installed as threadTypes, threadModule } from "../runtime/modules/_thread/module.ts";
import { typesModule } from "../runtime/modules/_types.ts";
import { impModule } from "../runtime/modules/_imp.ts";
import { localeErrorType, localeModule } from "../runtime/modules/_locale.ts";
import { statModule } from "../runtime/modules/_stat.ts";
import { marshalModule } from "../runtime/modules/marshal/module.ts";
import { installed as posixTypes } from "../runtime/modules/posix/installed.ts";
import { posixModule } from "../runtime/modules/posix/module.ts";
import { sysconfigDataModules } from "../runtime/modules/_sysconfigdata.ts";
import { grpInstalled, grpModule, pwdInstalled, pwdModule } from "../runtime/modules/pwd.ts";
import { installed as timeTypes } from "../runtime/modules/time/installed.ts";
import { installed as resourceTypes, resourceModule } from "../runtime/modules/resource.ts";
import { timeModule } from "../runtime/modules/time/module.ts";
import { posixSubprocessModule } from "../runtime/modules/_posixsubprocess.ts";
import { installed as socketTypes, socketModule } from "../runtime/modules/_socket/module.ts";
import { installed as selectTypes, selectModule } from "../runtime/modules/select/module.ts";
import { typingModule } from "../runtime/modules/_typing.ts";
import { installed as subtypeTypes, subtypeModule } from "../runtime/modules/xxsubtype.ts";
import { warningsModule } from "../runtime/modules/_warnings.ts";
import { atexitModule } from "../runtime/modules/atexit.ts";
import { builtinsModule } from "../runtime/modules/builtins/builtins.ts";
import { installed as siteTypes } from "../runtime/modules/builtins/site.ts";
import { elementtreeModule, installed as elementtreeTypes } from "../runtime/modules/_elementtree/module.ts";
import { datetimeModule, installed as datetimeTypes } from "../runtime/modules/_datetime/module.ts";
import { installed as pickleTypes, pickleModule } from "../runtime/modules/_pickle/module.ts";
import { installed as pyexpatTypes, pyexpatModule } from "../runtime/modules/pyexpat/module.ts";
import { installed as sqliteTypes, sqliteModule } from "../runtime/modules/_sqlite3/module.ts";
import { uuidModule } from "../runtime/modules/_uuid.ts";
import { decimalModule, installed as decimalTypes } from "../runtime/modules/_decimal/module.ts";
import { blake2Module, blake2Types } from "../runtime/modules/hashes/blake2.ts";
import { hmacModule, installed as hmacTypes } from "../runtime/modules/hashes/hmac.ts";
import { hashlibModule, installed as hashlibTypes } from "../runtime/modules/hashes/openssl.ts";
import {
  md5Module,
  md5Types,
  sha1Module,
  sha1Types,
  sha2Module,
  sha2Types,
  sha3Module,
  sha3Types,
} from "../runtime/modules/hashes/plain.ts";
import { installed as zlibTypes, zlibModule } from "../runtime/modules/zlib/module.ts";
import { errnoModule } from "../runtime/modules/errno.ts";
import { faulthandlerModule } from "../runtime/modules/faulthandler.ts";
import { gcModule } from "../runtime/modules/gc/module.ts";
import { installed as sysTypes } from "../runtime/modules/sys/structs.ts";
import { sysModule } from "../runtime/modules/sys/sys.ts";

import { astModule } from "./syntax-tree/module.ts";
import { symtableModule, installed as symtableTypes } from "./syntax-tree/symtable.ts";
import { installed as tokenizeTypes, tokenizeModule } from "./syntax-tree/tokenize.ts";

export interface Native {
  readonly table: NativeModule;
  /** Behaviour of the types that the module brings, installed at its first import. */
  readonly types: Installed;
  /** In `sys.builtin_module_names`, and found before everything on `sys.path`. */
  readonly builtin: boolean;
}

/** As in CPython, where these are linked in; the others are found beside the library. */
const BUILTIN: ReadonlySet<string> = new Set([
  "_abc",
  "_bisect",
  "_collections",
  "_functools",
  "_heapq",
  "_operator",
  "itertools",
  "_weakref",
  "_contextvars",
  "_imp",
  "_io",
  "_locale",
  "_stat",
  "marshal",
  "math",
  "posix",
  "pwd",
  "time",
  "atexit",
  "builtins",
  "errno",
  "faulthandler",
  "gc",
  "sys",
  "_sre",
  "_suggestions",
  "_ast",
  "_symtable",
  "_tokenize",
  "_tracemalloc",
  "_types",
  "_thread",
  "_signal",
  "_opcode",
  "_typing",
  "_warnings",
  "xxsubtype",
]);

const tables: readonly (readonly [NativeModule, Installed?])[] = [
  [astModule],
  [symtableModule, symtableTypes],
  [tokenizeModule, tokenizeTypes],
  [abcModule],
  [bisectModule],
  [collectionsModule, collectionsTypes],
  [functoolsModule, functoolsTypes],
  [heapqModule],
  [bz2Module, bz2Types],
  [lzmaModule, lzmaTypes],
  [operatorModule, operatorTypes],
  [itertoolsModule, itertoolsTypes],
  [contextvarsModule, contextvarsTypes],
  [asyncioModule, asyncioTypes],
  [weakrefModule, weakrefTypes],
  [arrayModule, arrayTypes],
  [atexitModule],
  [builtinsModule, siteTypes],
  [codecsModule],
  [csvModule, csvTypes],
  [datetimeModule, datetimeTypes],
  [decimalModule, decimalTypes],
  [errnoModule],
  [faulthandlerModule],
  [gcModule],
  [ioModule, ioTypes],
  [jsonModule, jsonTypes],
  [binasciiModule, binasciiTypes],
  [multibyteCodecModule, multibyteCodecTypes],
  ...codecModules.map((module) => [module] as const),
  [cmathModule],
  [unicodedataModule, unicodedataTypes],
  [mathModule],
  [statisticsModule],
  [sha2Module, sha2Types],
  [hashlibModule, hashlibTypes],
  [hmacModule, hmacTypes],
  [blake2Module, blake2Types],
  [md5Module, md5Types],
  [sha1Module, sha1Types],
  [sha3Module, sha3Types],
  [randomModule, randomTypes],
  [stringModule, stringTypes],
  [structModule, structTypes],
  [sreModule, sreTypes],
  [suggestionsModule],
  ...sysconfigDataModules.map((table) => [table] as const),
  [sysModule, sysTypes],
  [tracemallocModule],
  [grpModule, grpInstalled],
  [impModule],
  [localeModule, [[localeErrorType, {}]]],
  [marshalModule],
  [opcodeModule],
  [pickleModule, pickleTypes],
  [posixModule, posixTypes],
  [sqliteModule, sqliteTypes],
  [uuidModule],
  [pyexpatModule, pyexpatTypes],
  [elementtreeModule, elementtreeTypes],
  [pwdModule, pwdInstalled],
  [resourceModule, resourceTypes],
  [signalModule],
  [statModule],
  [testApiModule, testApiTypes],
  [testInternalModule],
  [testLimitedModule, testLimitedTypes],
  [testMultiphaseModule, testMultiphaseTypes],
  [threadModule, threadTypes],
  [queueModule, queueTypes],
  [timeModule, timeTypes],
  [typesModule],
  [posixSubprocessModule],
  [socketModule, socketTypes],
  [selectModule, selectTypes],
  [typingModule],
  [warningsModule],
  [subtypeModule, subtypeTypes],
  [zlibModule, zlibTypes],
];

export const nativeModules: ReadonlyMap<string, Native> = new Map(
  tables.map(([table, types]) => [
    table.name,
    { table, types: types ?? [], builtin: BUILTIN.has(table.name) },
  ]),
);
