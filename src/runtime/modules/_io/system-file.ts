/** Files in which the system tells about itself: `/proc`, `/etc/passwd`. */
import { current } from "../../core/state.ts";

/** The text of such a file; undefined where there is none. */
export function systemText(path: string): string | undefined {
  const { files } = current.host;
  try {
    const fd = files.open(path, files.flags.RDONLY, 0);
    try {
      const decoder = new TextDecoder();
      const chunk = new Uint8Array(65536);
      let text = "";
      for (let count = files.read(fd, chunk); count > 0; count = files.read(fd, chunk)) {
        text += decoder.decode(chunk.subarray(0, count), { stream: true });
      }
      return text;
    } finally {
      files.close(fd);
    }
  } catch {
    return undefined;
  }
}
