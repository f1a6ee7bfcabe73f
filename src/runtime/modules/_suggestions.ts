/** `_suggestions`: the search behind "Did you mean". Follows Modules/_suggestions.c. */
import { closest } from "../../base/suggestions.ts";
import { typeOf } from "../core/builtin-types.ts";
import type { NativeModule } from "../core/native-module.ts";
import type { Value } from "../core/object.ts";
import { typeError } from "../exceptions/raise.ts";
import { listType, PyList } from "../objects/list.ts";
import { isStr, str, strOf } from "../objects/str.ts";

export const suggestionsModule: NativeModule = {
  name: "_suggestions",
  functions: {
    _generate_suggestions: [
      "(candidates, item, /)",
      (candidates: Value, item: Value) => {
        if (!(candidates instanceof PyList) || typeOf(candidates) !== listType)
          throw typeError("candidates must be a list");
        const names = candidates.items.map((candidate) => {
          if (!isStr(candidate)) throw typeError("all elements in 'candidates' must be strings");
          return strOf(candidate);
        });
        const found = isStr(item) ? closest(strOf(item), names) : undefined;
        return found === undefined ? null : str(found);
      },
    ],
  },
};
