# Writes a copy of one header with one deliberate defect.
#   cmake -DHEADER=… -DOUT=… -DFIND=file -DREPLACE=file -P break.cmake
# The text to be found must stand there exactly once: a core that has changed must not leave a break that breaks nothing.
file(READ "${HEADER}" text)
file(READ "${FIND}" find)
file(READ "${REPLACE}" replace)
string(FIND "${text}" "${find}" first)
string(FIND "${text}" "${find}" last REVERSE)
if(first EQUAL -1)
  message(FATAL_ERROR "${HEADER} no longer has the text that this break replaces:\n  ${find}")
elseif(NOT first EQUAL last)
  message(FATAL_ERROR "${HEADER} has the text that this break replaces more than once:\n  ${find}")
endif()
string(LENGTH "${find}" length)
math(EXPR behind "${first} + ${length}")
string(SUBSTRING "${text}" 0 ${first} before)
string(SUBSTRING "${text}" ${behind} -1 after)
file(WRITE "${OUT}" "${before}${replace}${after}")
