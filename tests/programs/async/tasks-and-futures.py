"""Futures and tasks: states, callbacks, cancellation, eager starts, and who waits for whom."""
import asyncio
import contextvars

variable = contextvars.ContextVar("variable", default="outside")


def attempt(label, action):
    try:
        print(label, "gives", repr(action()))
    except BaseException as error:
        print(label, "raises", type(error).__name__, error)


async def futures():
    loop = asyncio.get_running_loop()
    future = loop.create_future()
    attempt("result", future.result)
    attempt("exception", future.exception)
    seen = []
    future.add_done_callback(lambda f: seen.append(("first", f.result(), variable.get())))
    other = lambda f: seen.append("never")
    future.add_done_callback(other)
    future.add_done_callback(other)
    print(future.remove_done_callback(other), future.done(), future._asyncio_future_blocking)
    variable.set("changed")
    future.set_result(7)
    attempt("again", lambda: future.set_result(8))
    await asyncio.sleep(0)
    print(seen, future.cancel(), await future, future.result())
    failed = loop.create_future()
    attempt("set_exception", lambda: failed.set_exception(3))
    failed.set_exception(StopIteration(1))
    attempt("stopped", failed.result)
    print(failed.exception().__cause__)
    cancelled = loop.create_future()
    print(cancelled.cancel("why"), cancelled.cancelled(), cancelled)
    attempt("cancelled", cancelled.result)
    attempt("log", lambda: setattr(failed, "_log_traceback", True))


async def sleeper(label, seconds=10):
    try:
        await asyncio.sleep(seconds)
    except asyncio.CancelledError as error:
        print(label, "is cancelled", error.args)
        raise


async def tasks():
    task = asyncio.create_task(sleeper("one"), name="named")
    print(task.get_name(), task.done(), task in asyncio.all_tasks(), asyncio.current_task() is task)
    await asyncio.sleep(0)
    print(task._fut_waiter is not None)
    print(task.cancel("stop"), task.cancel(), task.cancelling(), task.uncancel(), task.cancelling())
    try:
        await task
    except asyncio.CancelledError as error:
        print("seen", error.args, task.cancelled(), task)
    attempt("set_result", lambda: task.set_result(1))

    async def stubborn():
        try:
            await asyncio.sleep(10)
        except asyncio.CancelledError:
            return "went on"

    task = asyncio.create_task(stubborn())
    await asyncio.sleep(0)
    task.cancel()
    print(await task, task.cancelled())

    async def early():
        return asyncio.current_task() is not outer

    outer = asyncio.current_task()
    eager = asyncio.Task(early(), eager_start=True, loop=asyncio.get_running_loop())
    print(eager.done(), eager.result(), eager.get_coro())

    class Strange:
        def __await__(self):
            yield "a str"

    async def strange():
        await Strange()

    try:
        await asyncio.create_task(strange(), name="odd")
    except RuntimeError as error:
        print(str(error).split(":")[0])

    async def own():
        await asyncio.current_task()

    try:
        await asyncio.create_task(own(), name="own")
    except RuntimeError as error:
        print(str(error).split(":")[0])
    attempt("no coroutine", lambda: asyncio.Task(3, loop=asyncio.get_running_loop()))


class Counted(asyncio.Future):
    def result(self):
        print("asked")
        return super().result()


async def subclasses():
    future = Counted(loop=asyncio.get_running_loop())
    asyncio.get_running_loop().call_soon(future.set_result, "value")
    print(await future)

    async def wait():
        return await asyncio.shield(future)

    print(await asyncio.gather(wait(), asyncio.wait_for(sleeper("slow", 0), 5)))
    try:
        async with asyncio.TaskGroup() as group:
            group.create_task(sleeper("grouped"))
            group.create_task(asyncio.wait_for(sleeper("timed"), 0.01))
    except* TimeoutError as errors:
        print(len(errors.exceptions))


attempt("no loop", asyncio.get_running_loop)
attempt("current", asyncio.current_task)
asyncio.run(futures())
asyncio.run(tasks())
asyncio.run(subclasses())
