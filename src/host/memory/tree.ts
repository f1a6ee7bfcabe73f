/** A tree of files in memory, with links, and the walk from a path to its node. */
import { HostError, S_IFDIR, S_IFLNK, S_IFREG } from "../host.ts";

interface Common {
  readonly ino: number;
  /** Kind and permissions, as in `st_mode`. */
  mode: number;
  links: number;
  atime: bigint;
  mtime: bigint;
  ctime: bigint;
}

export interface FileNode extends Common {
  kind: "file";
  /** Backing store; may be longer than the file. */
  bytes: Uint8Array;
  size: number;
}

export interface DirectoryNode extends Common {
  kind: "directory";
  entries: Map<string, TreeNode>;
  parent: DirectoryNode | undefined;
}

export interface LinkNode extends Common {
  kind: "link";
  target: string;
}

export type TreeNode = FileNode | DirectoryNode | LinkNode;

/** Where a path leads: the directory that holds the last name, and what is there now. */
export interface Place {
  directory: DirectoryNode;
  name: string;
  node: TreeNode | undefined;
}

const MAX_LINKS = 40;

export class Tree {
  readonly #now: () => bigint;
  #inodes = 0;
  readonly root: DirectoryNode;
  /** The current directory and its path. */
  directory: DirectoryNode;
  path = "/";

  constructor(now: () => bigint) {
    this.#now = now;
    this.root = this.newDirectory(0o755, undefined);
    this.directory = this.root;
  }

  #common(mode: number): Common {
    const now = this.#now();
    return { ino: ++this.#inodes, mode, links: 1, atime: now, mtime: now, ctime: now };
  }

  newFile(permissions: number): FileNode {
    return { ...this.#common(S_IFREG | permissions), kind: "file", bytes: new Uint8Array(0), size: 0 };
  }

  newDirectory(permissions: number, parent: DirectoryNode | undefined): DirectoryNode {
    return { ...this.#common(S_IFDIR | permissions), kind: "directory", entries: new Map(), parent };
  }

  newLink(target: string): LinkNode {
    return { ...this.#common(S_IFLNK | 0o777), kind: "link", target };
  }

  touch(node: TreeNode): void {
    node.mtime = this.#now();
    node.ctime = node.mtime;
  }

  /** The place of a path; `followLast` resolves a symbolic link in the last component too. */
  place(path: string, followLast = true): Place {
    return this.#walk(path, this.directory, followLast, 0);
  }

  #walk(path: string, from: DirectoryNode, followLast: boolean, links: number): Place {
    if (path === "") throw new HostError("ENOENT");
    if (path.includes("\0")) throw new HostError("EINVAL");
    if (links > MAX_LINKS) throw new HostError("ELOOP");
    let place: Place = path.startsWith("/")
      ? { directory: this.root, name: ".", node: this.root }
      : { directory: from, name: ".", node: from };
    const names = path.split("/").filter((name) => name !== "");
    for (const [i, name] of names.entries()) {
      const last = i === names.length - 1;
      const { node } = place;
      if (node === undefined) throw new HostError("ENOENT");
      if (node.kind !== "directory") throw new HostError("ENOTDIR");
      if (name === ".") place = { directory: node, name: ".", node };
      else if (name === "..") place = { directory: node, name: "..", node: node.parent ?? this.root };
      else place = { directory: node, name, node: node.entries.get(name) };
      if (place.node?.kind === "link" && (!last || followLast || path.endsWith("/"))) {
        place = this.#walk(place.node.target, place.directory, true, links + 1);
      }
    }
    if (path.endsWith("/") && place.node !== undefined && place.node.kind !== "directory") {
      throw new HostError("ENOTDIR");
    }
    return place;
  }

  /** The node of a path that must exist. */
  node(path: string, followLast = true): TreeNode {
    const { node } = this.place(path, followLast);
    if (node === undefined) throw new HostError("ENOENT");
    return node;
  }

  /** Absolute path of a directory. */
  pathOf(directory: DirectoryNode): string {
    const names: string[] = [];
    for (let at = directory; at.parent !== undefined; at = at.parent) {
      for (const [name, node] of at.parent.entries) if (node === at) names.unshift(name);
    }
    return `/${names.join("/")}`;
  }
}
