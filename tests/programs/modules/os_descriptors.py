"""Functions of os on descriptors: places of their own, several buffers, directories that are open."""
import os
import shutil
import tempfile

home = tempfile.mkdtemp()
os.chdir(home)
fd = os.open("data", os.O_RDWR | os.O_CREAT)
print(os.write(fd, b"0123456789"), os.pread(fd, 4, 3), os.pwrite(fd, b"AB", 8), os.lseek(fd, 0, os.SEEK_CUR))
print(os.lseek(fd, 0, os.SEEK_SET), os.writev(fd, [b"xy", bytearray(b"z")]), os.pread(fd, 20, 0))
parts = [bytearray(2), bytearray(3)]
print(os.readv(fd, parts), parts, os.lseek(fd, 0, os.SEEK_CUR))
print(os.fstat(fd).st_size)
os.truncate(fd, 16)
print(os.fstat(fd).st_size)
for call in (lambda: os.pread(fd, -1, 0), lambda: os.pread(99, 1, 0), lambda: os.readv(fd, 1)):
    try:
        call()
    except (OSError, TypeError, ValueError) as error:
        print(type(error).__name__, getattr(error, "errno", None))
os.close(fd)

os.mkdir("inner")
place = os.open("inner", os.O_RDONLY)
os.mkdir("deep", dir_fd=place)
with open(os.open("file", os.O_WRONLY | os.O_CREAT, dir_fd=place), "w") as file:
    file.write("text")
print(sorted(os.listdir(place)), os.stat("file", dir_fd=place).st_size, os.path.exists("inner/file"))
os.symlink("file", "link", dir_fd=place)
print(os.readlink("link", dir_fd=place), os.access("link", os.R_OK, dir_fd=place))
os.rename("file", "renamed", src_dir_fd=place, dst_dir_fd=place)
os.chmod("renamed", 0o600, dir_fd=place)
print(oct(os.stat("inner/renamed").st_mode), [entry.name for entry in os.scandir(place) if entry.is_dir()])
os.unlink("link", dir_fd=place)
os.rmdir("deep", dir_fd=place)
for root, directories, names, fd in os.fwalk("."):
    print(root, directories, names, os.stat(".", dir_fd=fd).st_ino == os.stat(root).st_ino)
for call in (
    lambda: os.stat("x", dir_fd=place),
    lambda: os.stat(place, dir_fd=place),
    lambda: os.stat(place, follow_symlinks=False),
    lambda: os.open("x", os.O_RDONLY, dir_fd=99),
    lambda: os.open("x", os.O_RDONLY, dir_fd="y"),
):
    try:
        call()
    except (OSError, TypeError, ValueError) as error:
        print(type(error).__name__, error)
os.close(place)


class Lender:
    def __buffer__(self, flags):
        return memoryview(b"lent")


print(bytes(Lender()), memoryview(Lender())[1:3].tobytes(), b"".join([Lender(), b"!"]))
os.chdir("/")
shutil.rmtree(home)
