import os
import signal
import threading
import time

import pytest

from vanban import extract_pool
from vanban.extract import Bomb, EncryptedFile, Limits, NoText, TookTooLong, TooLarge, extract, extract_bounded
from vanban.extract_pool import Pool
from vanban.extract_worker import Request
from vanban.tests.papers import ARTICLE, pdf, picture_pdf, word

PARAGRAPHS = ARTICLE.strip().split("\n")


@pytest.fixture
def pool(monkeypatch):
    """A pool of one worker, so that a test knows which process it meets."""
    own = Pool(1)
    monkeypatch.setattr(extract_pool, "_pool", own)
    yield own
    own.close()


def gone(pid):
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return True
    return False


@pytest.mark.parametrize(
    ("make", "name"), [(word, "a.docx"), (pdf, "a.pdf"), (lambda *p: "\n".join(p).encode(), "a.txt")]
)
def test_it_reads_the_same_as_in_this_process(pool, make, name):
    data = make(*PARAGRAPHS)
    assert extract_bounded(data, name, seconds=20) == extract(data, name)


def test_errors_arrive_with_their_values(pool):
    with pytest.raises(NoText) as refusal:
        extract_bounded(picture_pdf(2), "a.pdf", seconds=20)
    assert refusal.value.detail == {"pages": 2}
    with pytest.raises(TooLarge):
        extract_bounded(pdf(*PARAGRAPHS), "a.pdf", seconds=20, limits=Limits(max_characters=10))
    with pytest.raises(EncryptedFile):
        extract_bounded(
            bytes.fromhex("d0cf11e0a1b11ae1") + "EncryptedPackage".encode("utf-16-le"), "a.docx", seconds=20
        )


def test_a_worker_is_used_again(pool):
    extract_bounded(word("một"), "a.docx", seconds=20)
    (worker,) = pool._idle
    extract_bounded(word("hai"), "a.docx", seconds=20)
    assert pool._idle == [worker]
    assert worker.served == 2


def test_a_reader_that_hangs_is_killed_at_its_time_and_the_next_file_is_read(pool):
    extract_bounded(word("một"), "a.docx", seconds=20)
    (worker,) = pool._idle
    os.kill(worker.pid, signal.SIGSTOP)
    began = time.monotonic()
    with pytest.raises(TookTooLong, match=r"0\.3 seconds"):
        extract_bounded(pdf(*PARAGRAPHS * 50), "a.pdf", seconds=0.3)
    assert time.monotonic() - began < 2
    assert gone(worker.pid)
    assert extract_bounded(word("hai"), "a.docx", seconds=20).text == "hai\n"


def test_a_file_too_big_for_the_pipe_does_not_hang_when_nobody_reads_it(pool):
    extract_bounded(word("một"), "a.docx", seconds=20)
    os.kill(pool._idle[0].pid, signal.SIGSTOP)
    with pytest.raises(TookTooLong):
        extract_bounded(b"%PDF-1.4" + bytes(5_000_000), "a.pdf", seconds=0.3)


def test_a_reader_that_dies_in_the_middle_is_replaced(pool):
    extract_bounded(word("một"), "a.docx", seconds=20)
    (worker,) = pool._idle
    os.kill(worker.pid, signal.SIGSTOP)

    def end_it():
        time.sleep(0.2)
        os.kill(worker.pid, signal.SIGKILL)

    killer = threading.Thread(target=end_it)
    killer.start()
    with pytest.raises(Bomb, match="broke down"):
        extract_bounded(pdf(*PARAGRAPHS), "a.pdf", seconds=20)
    killer.join()
    assert extract_bounded(word("hai"), "a.docx", seconds=20).text == "hai\n"


def test_a_reader_that_died_while_idle_costs_nobody_a_file(pool):
    extract_bounded(word("một"), "a.docx", seconds=20)
    os.kill(pool._idle[0].pid, signal.SIGKILL)
    time.sleep(0.1)
    assert extract_bounded(word("hai"), "a.docx", seconds=20).text == "hai\n"


def test_whoever_finds_no_free_worker_in_time_is_told_so(pool):
    """The first keeps the only worker busy for as long as the test wants, however slow the machine is."""
    extract_bounded(word("một"), "a.docx", seconds=20)
    worker = pool._idle[0].pid
    os.kill(worker, signal.SIGSTOP)
    read = []
    first = threading.Thread(target=lambda: read.append(extract_bounded(word("hai"), "a.docx", seconds=60)))
    first.start()
    try:
        while pool._idle:
            time.sleep(0.01)
        with pytest.raises(TookTooLong):
            extract_bounded(word("ba"), "a.docx", seconds=0.2)
    finally:
        os.kill(worker, signal.SIGCONT)
        first.join()
    assert [answer.text for answer in read] == ["hai\n"]


def test_many_threads_share_a_few_workers(monkeypatch):
    own = Pool(2)
    monkeypatch.setattr(extract_pool, "_pool", own)
    got = {}

    def ask(number):
        got[number] = extract_bounded(word(f"số {number}"), "a.docx", seconds=30).text

    threads = [threading.Thread(target=ask, args=(number,)) for number in range(12)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert got == {number: f"số {number}\n" for number in range(12)}
    assert len(own._idle) <= 2
    own.close()


def test_workers_are_replaced_after_their_share_of_files(pool, monkeypatch):
    monkeypatch.setattr(extract_pool, "_FILES_PER_WORKER", 2)
    extract_bounded(word("một"), "a.docx", seconds=20)
    pid = pool._idle[0].pid
    extract_bounded(word("hai"), "a.docx", seconds=20)
    assert pool._idle == []
    assert gone(pid)


def test_short_plain_text_needs_no_process(pool):
    assert extract_bounded(ARTICLE.encode(), "a.txt", seconds=20).text == ARTICLE
    assert pool._idle == []


def test_a_forked_child_starts_its_own_workers(pool):
    extract_bounded(word("một"), "a.docx", seconds=20)
    parent_worker = pool._idle[0].pid
    child = os.fork()
    if child == 0:
        try:
            text = extract_bounded(word("hai"), "a.docx", seconds=20).text
            mine = [worker.pid for worker in extract_pool._pool._idle]
            right = text == "hai\n" and parent_worker not in mine
            extract_pool._pool.close()
            os._exit(0 if right else 1)
        finally:
            os._exit(2)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
    assert not gone(parent_worker)
    assert extract_bounded(word("ba"), "a.docx", seconds=20).text == "ba\n"


def test_the_worker_knows_no_secret_of_the_server_and_may_not_write_files(pool, monkeypatch):
    monkeypatch.setenv("SECRET_KEY", "không ai được biết")
    pool.warm_up(1)
    pid = pool._idle[0].pid
    pool.run(word("một"), Request("a.docx", Limits(), 20))
    with open(f"/proc/{pid}/environ", "rb") as environment:
        assert "SECRET_KEY" not in environment.read().decode()
    with open(f"/proc/{pid}/limits") as limits:
        shown = {line[:26].strip(): line[26:].split()[0] for line in limits}
    assert shown["Max file size"] == "0"
    assert shown["Max address space"].isdigit()


def test_a_worker_ends_with_its_parent(pool):
    pool.warm_up(1)
    worker = pool._idle.pop()
    worker.let_go()
    assert worker._process.wait(timeout=10) == 0
