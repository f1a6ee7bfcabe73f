/** The data of exceptions. Their types stand in `exceptions/hierarchy.ts`. Follows Objects/exceptions.c. */
import { PyInstance, type Value } from "./object.ts";

export class PyBaseException extends PyInstance {
  /** `args`, a JavaScript array that is not changed after it is set. */
  args: readonly Value[] = [];
  traceback: PyInstance | null = null;
  context: PyBaseException | null = null;
  cause: PyBaseException | null = null;
  suppressContext = false;
}
