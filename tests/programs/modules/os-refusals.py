"""What functions of os, pwd, grp and resource refuse, and how."""
import os
for a in ((-1,0),(0,-1),(-1,-1),(2**32-1,0)):
    try: print(a, os.makedev(*a))
    except Exception as e: print(a, type(e), e)
for x in (2**32, 2**64,-2):
    for f in (os.major, os.minor, lambda x: os.makedev(x,0), lambda x: os.makedev(0,x)):
        try: print(x, f(x))
        except Exception as e: print(x, type(e), e)
for v in ('x', None, 5, (1,), (1,2), (None, None), ('a', os.sched_param(0))):
    try: os.posix_spawn('/bin/true',['true'],{},scheduler=v)
    except Exception as e: print(v, type(e), e)
for k in ('setsigmask','setsigdef'):
  for v in (34,['j'],[65,66],[0]):
    try: os.posix_spawn('/bin/true',['true'],{},**{k:v})
    except Exception as e: print(k,v, type(e), e)
for fa in ([None],[()],[(None,)],[(12345,)],[(1,)],[(1,1,2)],[(1,None)],[(0,3,'a\0',0,0)],[(2,)],[(2,1,'a')],[(0,3)], 5):
    try: os.posix_spawn('/bin/true',['true'],{},file_actions=fa)
    except Exception as e: print(fa, type(e), e)
for f in (lambda: os.sched_setaffinity(0,[]), lambda: os.sched_setaffinity(0,[-10]), lambda: os.sched_setaffinity(0,[1<<128]),lambda: os.sched_setaffinity(0,['a']), lambda: os.sched_setaffinity(0,5),
  lambda: os.sched_setscheduler(0,0,None), lambda: os.sched_setparam(0,43), lambda: os.sched_setparam(0,os.sched_param(None)), lambda:os.sched_setparam(0,os.sched_param(1<<40)), lambda: os.sched_setscheduler(0,77,os.sched_param(0)), lambda: os.sched_setscheduler(0,0,os.sched_param(5)), lambda: os.sched_setparam(-1,os.sched_param(0)), lambda: os.unsetenv('a\0'), lambda: os.execve('/bin/true',['true'],{'a\0':'b'}), lambda: os.execve('/bin/true',['true'],{'a':'b\0'})):
    try: print(f())
    except Exception as e: print(type(e), e)
import pwd,grp,resource
for f in (lambda: pwd.getpwnam(42), lambda: pwd.getpwnam('a\0'), lambda: pwd.getpwuid(3.14), lambda: pwd.getpwuid(2**200), lambda: pwd.getpwuid(-2), lambda: pwd.getpwuid(-1), lambda: grp.getgrgid(2**128), lambda: grp.getgrgid(-2), lambda: grp.getgrnam(5), lambda: grp.getgrnam('\0'), lambda: grp.getgrgid(3.5), lambda: grp.getgrgid(4294967290), lambda: grp.getgrgid(-1),
   lambda: resource.getrlimit(99), lambda: resource.setrlimit(1,(2,1)), lambda: resource.setrlimit(1,(-2,-2)), lambda: resource.setrlimit(1,5), lambda: resource.setrlimit(1,(1,)), lambda: resource.setrlimit(1,(2**70,1)), lambda: resource.prlimit(-1,1), lambda: resource.prlimit(0, 99)):
    try: print(f())
    except Exception as e: print(type(e), e)
# Surrogates that stand for no byte are in no path.
for f in (os.lstat, os.listdir, open, os.readlink, os.path.realpath, os.path.exists, lambda p: os.path.realpath(p, strict=True)):
    for p in ("/a\udfffb", "/a\ud800"):
        try: print(ascii(f(p)))
        except (OSError, ValueError) as e: print(type(e).__name__, ascii(str(e)))

limit = resource.getrlimit(resource.RLIMIT_CORE)
resource.setrlimit(resource.RLIMIT_CORE, (0, limit[1]))
print(resource.getrlimit(resource.RLIMIT_CORE)[0], resource.prlimit(0, resource.RLIMIT_CORE)[0])
os.sched_setscheduler(0, os.SCHED_BATCH, os.sched_param(0))
print(os.sched_getscheduler(0) == os.SCHED_BATCH, os.sched_getparam(0))
mask = os.sched_getaffinity(0)
os.sched_setaffinity(0, {min(mask)})
print(os.sched_getaffinity(0) == {min(mask)})
ids = os.getresuid()
os.setresuid(-1, -1, -1)
os.setreuid(*ids[:2])
print(os.getresuid() == ids)
pid = os.posix_spawn("/bin/sh", ["sh", "-c", "kill -TERM $$; exit 7"], os.environ, setsigmask=[15], resetids=True, setpgroup=os.getpgrp(), scheduler=(None, os.sched_param(0)))
print(os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]))
