import asyncio
import random
import subprocess
from io import BytesIO

from sandbox.bot_process import BotProcess
from sandbox.chaos.crew import Crew, _Post


class Stubborn(BotProcess):
    """A process that is dead as soon as it is killed, which its killer does not hear of."""

    def __init__(self):
        super().__init__(subprocess.Popen(["sleep", "600"]), 0, BytesIO(), Stubborn)
        self.killed = asyncio.Event()

    async def kill(self):
        self.process.kill()
        self.process.wait()
        self.killed.set()
        await asyncio.Event().wait()


def idle(said):
    return BotProcess(subprocess.Popen(["sleep", "600"]), 0, BytesIO(said.encode()), Stubborn)


class Small(Crew):
    """A crew whose processes do nothing at all."""

    def _spawn(self, post):
        post.process = Stubborn()


async def test_a_kill_that_is_broken_off_is_not_taken_for_an_end_that_nobody_asked_for():
    crew = Small(stack=None, listeners=1, workers=0, settings={})
    post = _Post("listen")
    crew._posts = [post]
    crew._spawn(post)
    first = post.process
    torment = asyncio.create_task(crew.torment(random.Random(1), (0.0, 0.0), 0.0))
    async with asyncio.timeout(30):
        await first.killed.wait()
    torment.cancel()
    await asyncio.gather(torment, return_exceptions=True)
    crew.replace_fallen()
    assert (crew.problems, crew.kills, crew.workers_killed) == ([], 1, 0)
    assert post.process is not first
    end(post.process)
    crew.replace_fallen()
    assert "ended by itself (-9)" in crew.problems[0], "one that nobody has killed is still found"
    end(post.process)
    for process in (*crew._gone, post.process):
        process.close()


def end(process):
    process.process.kill()
    process.process.wait()


async def test_who_has_what_is_to_be_interrupted_goes_first():
    crew = Crew(stack=None, listeners=1, workers=3, settings={})
    crew._posts = [_Post("listen"), *(_Post("work") for _ in range(3))]
    for post, said in zip(
        crew._posts, ("job b is taken", "job a is taken", "", "job b is taken"), strict=True
    ):
        post.process = idle(said)
    processes = [post.process for post in crew._posts]
    await crew.dismiss(2, having=["b", "a"])
    assert [process.process.poll() for process in processes] == [None, -15, None, -9]
    assert crew.kills == 1
    assert len(crew._posts) == 2
    for process in processes:
        process.process.kill()
        process.process.wait()
        process.close()
