import os.path
from pathlib import Path, PurePosixPath, PureWindowsPath
print(os.path.join("a", "b", "/c", "d"), os.path.split("/a/b.txt"), os.path.splitext("x.tar.gz"), os.path.basename("a/b/"), os.path.dirname("/a/b"), os.path.normpath("a/./b/../c//d"), os.path.isabs("/a"), os.path.relpath("/a/b/c", "/a/d"), os.path.commonpath(["/a/b", "/a/c"]), os.path.commonprefix(["abc", "abd"]), os.path.splitext(".bashrc"))
p = PurePosixPath("/usr/local/lib/python.tar.gz")
print(p.name, p.stem, p.suffix, p.suffixes, p.parent, p.parts, p.with_name("x"), p.with_suffix(".zip"), p / ".." / "y", p.relative_to("/usr"), p.is_absolute(), p.match("*.gz"), list(p.parents)[:2], repr(p), p.joinpath("a", "b"), p.with_stem("z"), "a" / PurePosixPath("b"), p == PurePosixPath("/usr//local/lib/python.tar.gz"), sorted([PurePosixPath("b"), PurePosixPath("a")]))
print(PureWindowsPath("C:\\Users\\x").drive, PureWindowsPath("C:/a/b").as_posix(), p.root, p.anchor, p.is_relative_to("/usr"))
try:
    p.relative_to("/opt")
except ValueError as error:
    print(error)
import tempfile
with tempfile.TemporaryDirectory() as folder:
    root = Path(folder)
    (root / "sub").mkdir()
    f = root / "sub" / "f.txt"
    print(f.write_text("line1\nlïne2\n"), f.read_text().splitlines(), f.exists(), f.is_file(), (root / "no").exists(), f.stat().st_size, f.read_bytes()[:5])
    (root / "g.py").touch()
    print(sorted(x.name for x in root.iterdir()), sorted(x.relative_to(root).as_posix() for x in root.rglob("*")), [x.name for x in root.glob("*.py")], os.path.isdir(folder), sorted(os.listdir(folder)))
    f.rename(root / "moved.txt")
    (root / "moved.txt").unlink()
    try:
        f.read_text()
    except FileNotFoundError as error:
        print(type(error).__name__, error.strerror)
    print([(os.path.relpath(d, folder), ds, sorted(fs)) for d, ds, fs in os.walk(folder)])
print(root.exists())
