"""What an update does with files that somebody has written in. Started as course_box.py says."""

import os
import shutil
import subprocess
import tempfile

from course_box import *

newer = tempfile.mkdtemp(prefix="a newer course ")
atexit.register(shutil.rmtree, newer, ignore_errors=True)
MINE = "// a day of my work\n"


def a_newer_course():
    shutil.rmtree(newer)
    shutil.copytree(path("exercises"), os.path.join(newer, "exercises"), ignore=shutil.ignore_patterns("starters.txt"))
    with open(os.path.join(newer, "exercises/01_queue/subject.hpp"), "a") as text:
        text.write("// a newer starter\n")


def work():
    with open(SUBJECT, "a") as text:
        text.write(MINE)


def stays():
    says(ask("update", newer, status=1), "1 are to be looked at", "subject.hpp.new")
    says(read(SUBJECT), MINE)
    says(read(SUBJECT + ".new"), "a newer starter")


def git(*words):
    subprocess.run(["git", "-c", "user.name=a", "-c", "user.email=a@b", *words], cwd=box, check=True, capture_output=True)


def what_was_written_before_the_first_command_stays():
    a_newer_course()
    work()
    stays()


def what_was_committed_stays_when_nothing_is_remembered():
    a_newer_course()
    write(path(".gitignore"), ".build\n.unroll\n")
    git("init", "-q")
    git("add", "-A")
    git("commit", "-qm", "start")
    work()
    git("commit", "-qam", "mine")
    stays()


def a_repository_without_its_beginning_proves_nothing():
    a_newer_course()
    write(path(".gitignore"), ".build\n.unroll\n")
    git("init", "-q")
    work()
    git("add", "-A")
    git("commit", "-qm", "all that is left")
    head = subprocess.check_output(["git", "rev-parse", "HEAD"], cwd=box, text=True)
    write(path(".git/shallow"), head)  # as a clone of the last state only
    stays()


def a_link_to_a_repository_without_its_beginning_proves_nothing():
    a_newer_course()
    write(path(".gitignore"), ".build\n.unroll\n")
    elsewhere = tempfile.mkdtemp(prefix="a repository ")
    atexit.register(shutil.rmtree, elsewhere, ignore_errors=True)
    git("init", "-q", "--separate-git-dir", os.path.join(elsewhere, "git"))  # as that of a worktree
    work()
    git("add", "-A")
    git("commit", "-qm", "all that is left")
    write(os.path.join(elsewhere, "git/shallow"), subprocess.check_output(["git", "rev-parse", "HEAD"], cwd=box, text=True))
    stays()


def what_was_removed_and_added_again_is_not_as_it_came():
    a_newer_course()
    commit_all("as it came")
    git("rm", "-q", "exercises/01_queue/subject.hpp")
    git("commit", "-qm", "away with it")
    subject(GOOD)
    work()
    git("add", "-A")
    git("commit", "-qm", "mine")
    stays()


def before_the_first_commit_it_is_as_it_came():
    a_newer_course()
    write(path(".gitignore"), ".build\n.unroll\n")
    git("init", "-q")
    ask("status")
    work()
    git("add", "-A")
    git("commit", "-qm", "the course, and a day of my work")
    stays()


def a_folder_in_somebody_elses_repository_is_a_course():
    inside = os.path.join(box, "homework")
    names = [name for name in os.listdir(box) if name not in (".build", ".unroll")]
    git("init", "-q")
    os.mkdir(inside)
    for name in names:
        shutil.move(path(name), inside)
    notes = os.path.join(inside, ".unroll/course/course.txt")
    subprocess.run([runner, inside, "status"], check=True, capture_output=True)
    says(read(notes), "exercises/01_queue/chapter.toml")
    git("add", "-A")
    git("commit", "-qm", "the course, in a folder")
    shutil.rmtree(os.path.join(inside, ".unroll"))
    with open(os.path.join(inside, "exercises/01_queue/chapter.toml"), "a") as manifest:
        manifest.write("# mine\n")
    subprocess.run([runner, inside, "status"], check=True, capture_output=True)
    says(read(notes), "exercises/01_queue/subject.hpp")
    expect("chapter.toml" not in read(notes), "what was edited before is not as it came")


def as_exported():
    """From here on this is a course that was given out, and nothing is remembered of it."""
    exported = tempfile.mkdtemp(prefix="exported ")
    try:
        os.rmdir(exported)
        ask("export", exported)
        shutil.copytree(os.path.join(exported, "exercises"), path("exercises"), dirs_exist_ok=True)
        shutil.rmtree(path(".unroll"))
    finally:
        shutil.rmtree(exported, ignore_errors=True)


def commit_all(message):
    write(path(".gitignore"), ".build\n.unroll\n")
    git("init", "-q", "-b", "main")
    git("add", "-A")
    git("commit", "-qm", message)


def what_is_solved_in_ones_own_repository_is_no_starter():
    write(path("chapters/01_queue/notes.md"), "as they came\n")
    as_exported()
    given = read(SUBJECT)
    commit_all("as it came")
    mine = tempfile.mkdtemp(prefix="my repository #1 ")
    atexit.register(shutil.rmtree, mine, ignore_errors=True)
    git("init", "-q", "--bare", "-b", "main", mine)
    git("remote", "add", "origin", mine)
    git("push", "-qu", "origin", "main")
    ask("status")
    work()
    write(path("chapters/01_queue/notes.md"), "my notes\n")
    git("commit", "-qam", "mine")
    git("push", "-q")
    says(ask("update"), "0 files are new or newer", "git remote add upstream")
    says(ask("update", mine), "0 files are new or newer")
    ask("reset", "subject")
    expect(read(SUBJECT) == given, "it is as it was given out")
    a_newer_course()
    write(os.path.join(newer, "chapters/01_queue/notes.md"), "their notes\n")
    says(ask("update", newer, status=1), "1 are to be looked at", "notes.md.new")
    says(read(path("chapters/01_queue/notes.md")), "my notes")
    says(ask("update", box, status=2), "is this course itself")


def where_git_cannot_be_used_all_else_goes_on():
    a_newer_course()
    os.mkdir(path(".git"))
    write(path("bin/git"), "#!/bin/sh\necho 'fatal: detected dubious ownership' >&2\nexit 128\n")
    os.chmod(path("bin/git"), 0o755)
    env = {"PATH": path("bin") + ":" + os.environ["PATH"]}
    work()
    for inside in (True, False):  # its own repository, and a folder in a larger one
        os.path.isdir(path(".git")) != inside and os.rmdir(path(".git"))
        says(ask("status", env=env), "0 of 1 done")
        for kept in ("starters/01_queue/subject.hpp", "course.txt"):
            expect(not os.path.exists(path(".unroll/course", kept)), f"nobody can say that it came so: {kept}")
        says(ask("reset", "subject", status=2, env=env), "nobody knows")
    os.mkdir(path(".git"))
    says(ask("check", env=env), "passed")
    for words in (["export", path("..", "never exported")], ["update", newer]):
        said = " ".join(ask(*words, status=2, env=env).split())
        says(said, "git cannot list the files of", "detected dubious ownership")
    os.remove(path("bin/git"))
    env = {"PATH": path("bin")}
    says(ask("list", env=env), "A subject")
    says(ask("update", newer, status=2, env=env), "git cannot list the files of")


def what_was_never_touched_is_brought_up_to_date():
    """In an exported course, at once and once more; and reset brings what the course gave out last."""
    as_exported()
    for count in (1, 2):
        a_newer_course()
        ask("update", newer)
        expect(read(SUBJECT).count("a newer starter") == count, "the newer starter is there")
    shutil.rmtree(path(".unroll"))
    work()
    says(ask("reset", "subject", status=2), "nobody knows", "update")
    stays()
    ask("reset", "subject")
    expect(read(SUBJECT).count("a newer starter") == 2 and MINE not in read(SUBJECT), "it is as it was")
    work()
    commit_all("the course, and a day of my work")  # its first, so git would say that it came so
    shutil.rmtree(path(".unroll"))
    os.remove(SUBJECT + ".new")
    stays()


def who_may_execute_it_comes_along_and_who_may_write_it_does_not():
    a_newer_course()
    shutil.copy(SUBJECT, os.path.join(newer, "exercises/01_queue"))
    for name, rights in (("notes.md", 0o400), ("run.sh", 0o755)):
        file = os.path.join(newer, "chapters/01_queue", name)
        write(file, "theirs\n")
        os.chmod(file, rights)
    ask("update", newer)
    notes, script = (os.stat(path("chapters/01_queue", name)).st_mode & 0o777 for name in ("notes.md", "run.sh"))
    expect((notes & 0o700, script & 0o700) == (0o600, 0o700), f"notes {notes:o}, script {script:o}")


def what_nobody_may_read_ends_nothing():
    os.symlink("/proc/self/mem", path("exercises/odd"))  # it opens, and reading it is an error
    os.mkdir(path("chapters"), 0o000)
    try:
        says(ask("status"), "0 of 1 done")
        says(read(path(".unroll/course/course.txt")), "exercises/01_queue/subject.hpp")
    finally:
        os.chmod(path("chapters"), 0o700)


def what_another_clone_was_brought_and_has_pushed_is_as_it_came():
    notes = path("chapters/01_queue/notes.md")
    write(notes, "as they came\n")
    as_exported()
    ask("status")
    remembered = read(path(".unroll/course/course.txt"))
    for text in ("newer\n", "newest\n"):
        a_newer_course()
        shutil.copy(SUBJECT, os.path.join(newer, "exercises/01_queue"))
        write(os.path.join(newer, "chapters/01_queue/notes.md"), text)
        ask("update", newer)
        expect(read(notes) == text, f"what it was given in between is nobody's work: {read(notes)}")
        write(path(".unroll/course/course.txt"), remembered)  # as where that was not brought but pulled


def an_update_that_ended_midway_goes_on_where_it_was():
    write(path("chapters/01_queue/notes.md"), "as they came\n")
    write(path("chapters/02"), "a file where a folder is to be\n")
    ask("status")
    a_newer_course()
    shutil.copy(SUBJECT, os.path.join(newer, "exercises/01_queue"))
    write(os.path.join(newer, "chapters/02/late.md"), "late\n")
    write(os.path.join(newer, "chapters/01_queue/notes.md"), "newer\n")
    ask("update", newer, status=2)
    expect(read(path("chapters/01_queue/notes.md")) == "newer\n", "it has come as far as this")
    os.remove(path("chapters/02"))
    write(os.path.join(newer, "chapters/01_queue/notes.md"), "newest\n")
    ask("update", newer)
    expect(read(path("chapters/01_queue/notes.md")) == "newest\n", "what it had brought is nobody's work")
    expect(not os.path.exists(path("exercises/starters.txt")), "where nothing is known to be given out there is no list")


def an_update_that_ended_midway_knows_nothing_of_what_it_never_came_to():
    notes = path("chapters/01_queue/notes.md")
    write(notes, "theirs\n")
    write(path("chapters/01/early.md"), "early\n")
    as_exported()
    a_newer_course()
    for name in ("chapters/01/early.md", "chapters/01_queue/notes.md", "exercises/starters.txt", "exercises/01_queue/subject.hpp"):
        write(os.path.join(newer, name), read(path(name)))
    write(os.path.join(newer, "A.md"), "the first\n")
    shutil.rmtree(path("chapters/01"))
    write(path("chapters/01"), "a file where a folder is to be\n")
    write(notes, "as they came\n")
    as_exported()
    ask("status")
    write(notes, "my notes\n")
    ask("update", newer, status=2)
    says(read(path("A.md")), "the first")
    os.remove(path("chapters/01"))
    says(ask("update", newer, status=1), "1 are to be looked at", "notes.md.new")
    says(read(notes), "my notes")


def what_was_pushed_from_another_clone_stays():
    for name in ("notes", "other"):
        write(path(f"chapters/01_queue/{name}.md"), "as they came\n")
    as_exported()
    commit_all("as it came")
    write(path("chapters/01_queue/notes.md"), "my notes\n")
    git("commit", "-qam", "mine")
    shutil.rmtree(path(".unroll"), ignore_errors=True)  # as in a new clone
    a_newer_course()
    for name in ("notes", "other"):
        write(os.path.join(newer, f"chapters/01_queue/{name}.md"), "theirs\n")
    says(ask("update", newer, status=1), "1 are to be looked at", "notes.md.new")
    says(read(path("chapters/01_queue/notes.md")), "my notes")
    says(read(path("chapters/01_queue/other.md")), "theirs")


def a_repository_that_is_damaged_says_nothing():
    """A worktree whose git folder is not there, as in a container: git calls it none."""
    work()
    write(path(".git"), "gitdir: /nowhere/worktrees/x\n")
    ask("status")
    expect(not os.path.exists(path(".unroll/course/starters/01_queue/subject.hpp")), "no starter is kept of what may be written in")


def what_lay_beside_before_is_kept():
    a_newer_course()
    work()
    stays()
    write(SUBJECT + ".new", "my merge\n")
    a_newer_course()
    with open(os.path.join(newer, "exercises/01_queue/subject.hpp"), "a") as text:
        text.write("// still newer\n")
    says(ask("update", newer, status=1), "subject.hpp.new", ".unroll/course/kept/update-1")
    says(read(path(".unroll/course/kept/update-1/exercises/01_queue/subject.hpp.new")), "my merge")
    says(read(SUBJECT + ".new"), "still newer")


def what_is_replaced_is_kept_and_named():
    a_newer_course()
    write(path("chapters/01_queue/notes.md"), "my notes\n")
    write(os.path.join(newer, "chapters/01_queue/notes.md"), "their notes\n")
    shutil.copy(SUBJECT, os.path.join(newer, "exercises/01_queue"))
    says(ask("update", newer), ".unroll/course/kept/update-1")
    says(read(path("chapters/01_queue/notes.md")), "their notes")
    says(read(path(".unroll/course/kept/update-1/chapters/01_queue/notes.md")), "my notes")


def what_nobody_has_committed_is_somebodys_own():
    a_newer_course()
    write(path(".gitignore"), ".build\n.unroll\n")
    git("init", "-q")
    git("add", "-A")
    git("commit", "-qm", "start")
    write(path("chapters/01_queue/notes.md"), "my notes\n")
    write(os.path.join(newer, "chapters/01_queue/notes.md"), "their notes\n")
    says(ask("update", newer, status=1), "notes.md.new")
    says(read(path("chapters/01_queue/notes.md")), "my notes")


def a_starter_that_was_deleted_comes_back():
    ask("status")
    before = read(SUBJECT)
    os.remove(SUBJECT)
    says(ask("reset", "subject"), "is as it was")
    expect(read(SUBJECT) == before, "it is as it was")
    os.remove(SUBJECT)
    shutil.rmtree(path(".unroll"))
    says(ask("list"), "A subject")
    says(ask("reset", "subject", status=2), "nobody knows")


keep_promise(globals())
