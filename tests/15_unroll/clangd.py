"""clangd must have nothing to say against exercises as they are given, their solutions, and their tests.

  clangd.py CLANGD ROOT BUILD [FILE…]      BUILD has the compile_commands.json; without FILEs: one of each chapter
"""

import glob
import os
import re
import subprocess
import sys

clangd, root, build = sys.argv[1:4]
files = sys.argv[4:]
if not files:
    for chapter in sorted(glob.glob(os.path.join(root, "exercises/*/"))):
        files.append(sorted(glob.glob(chapter + "*.hpp"))[0])
    for kind in ("solutions/*/*.hpp", "tests/exercises/0[1-9]*/*_test.cpp", "tests/exercises/0[1-9]*/*/*.hpp"):
        files.append(sorted(glob.glob(os.path.join(root, kind)))[-1])
failed = 0
for file in files:
    done = subprocess.run([clangd, f"--check={file}", f"--compile-commands-dir={build}"], cwd=root, text=True, timeout=300,
                          stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    # [name_of_the_error] Line 3: …; that a refactoring has nothing to do here is no error of the file.
    errors = re.findall(r"^[EW]\[[^]]*\] (\[.*)$", done.stdout, re.M)
    if errors or "All checks completed" not in done.stdout:
        failed += 1
        print(os.path.relpath(file, root), *errors, sep="\n  ")
print(f"{len(files)} files, {failed} with errors")
sys.exit(1 if failed else 0)
