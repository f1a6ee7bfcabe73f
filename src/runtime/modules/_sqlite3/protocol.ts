/** `sqlite3.PrepareProtocol`: what adapters adapt to. */
import { declareType } from "../../core/builtin-types.ts";
import { PyInstance } from "../../core/object.ts";

export const protocolType = declareType("sqlite3.PrepareProtocol", class extends PyInstance {});
