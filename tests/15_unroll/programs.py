"""Which program knows a command of the course: as in chapters/15_unroll/course.sh."""

import os


def program_for(command, runner):
    upkeep = os.path.join(os.path.dirname(runner), "unroll_upkeep")
    return upkeep if command in ("verify", "new", "export", "update") else runner
