import sqlite3


def told(action):
    try:
        print(repr(action()))
    except Exception as error:
        print(type(error).__name__, error, getattr(error, "sqlite_errorname", ""))


connection = sqlite3.connect(":memory:")
connection.executescript(
    """
    create table files(name text, data blob, size integer);
    create table keyed(k primary key, b blob) without rowid;
    create table indexed(b blob unique);
    create view shown as select * from files;
    insert into files values('a', x'00010203040506070809', 10), ('b', zeroblob(4), null);
    insert into indexed values(x'ff');
    """
)
for arguments in [("files", "data", 3), ("files", "size", 1), ("files", "size", 2), ("files", "nothing", 1)]:
    told(lambda: connection.blobopen(*arguments))
for arguments in [("shown", "data", 1), ("keyed", "b", 1), ("missing", "b", 1), ("indexed", "b", 1)]:
    told(lambda: connection.blobopen(*arguments))
told(lambda: connection.blobopen("files", "data", 1, name="other"))
told(lambda: connection.blobopen("indexed", "b", 1, readonly=True).read())

with connection.blobopen("files", "data", 1) as blob:
    print(len(blob), blob[3], blob[-1], blob[2:5], blob[::3], blob.read(4), blob.tell())
    blob.seek(-2, 2)
    blob.write(b"xy")
    blob[0] = 255
    blob[1:7:2] = b"abc"
    told(lambda: blob.write(b"more"))
    told(lambda: blob.seek(11))
    told(lambda: blob[10])
    told(lambda: blob.__setitem__(0, 256))
    told(lambda: blob.__setitem__(slice(0, 2), b"abc"))
    told(lambda: blob["0"])
    told(lambda: list(blob))
print(connection.execute("select data from files").fetchall())
told(blob.read)

name = connection.blobopen("files", "name", 1)
name[0] = ord("z")
print(connection.execute("select name, typeof(name) from files where rowid = 1").fetchone())
fixed = connection.blobopen("files", "data", 2, readonly=True)
told(lambda: fixed.write(b"x"))
connection.execute("update files set data = x'01' where rowid = 2")
told(fixed.read)
told(lambda: len(fixed))
connection.rollback()
connection.close()
told(name.tell)
