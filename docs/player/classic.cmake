# cmake -D OUT=FILE [-D CPP=FILE] -P classic.cmake: the player as one classic script, as pages that are read from
# files need it, and the same as C++, for `./unroll trace --html`. The modules are put one after the other, without
# their imports and exports; so no two of them may use the same name at their top.
file(STRINGS ${CMAKE_CURRENT_LIST_DIR}/modules.txt modules)
set(script "// The player of recorded runs: docs/player, its modules one after the other.\n(() => {\n'use strict';\n")
set(literals "R\"player(${script})player\"")
foreach(module IN LISTS modules)
  file(READ ${CMAKE_CURRENT_LIST_DIR}/${module}.js text)
  string(REGEX REPLACE "\nimport [^\n]*" "" text "\n${text}")
  string(REGEX REPLACE "\nexport " "\n" text "${text}")
  # A browser has no use for what is said to readers.
  string(REGEX REPLACE "/[*][*][^*]*([*][^/*][^*]*)*[*]/ ?" "" text "${text}")
  string(REGEX REPLACE "\n *//[^\n]*" "" text "${text}")
  string(REGEX REPLACE "\n[ \n]*\n" "\n" text "${text}")
  string(APPEND script "${text}")
  string(APPEND literals ",\n    R\"player(${text})player\"")
endforeach()
string(APPEND script "})();\n")
if(OUT)
  file(WRITE ${OUT} "${script}")
endif()
if(CPP)
  file(WRITE ${CPP} "// Made by docs/player/classic.cmake.\n#include \"00_trace/view/page.hpp\"\n\nnamespace unroll::view {\n\nstd::string player_script() {\n  std::string script;\n  for (const char* const part : {\n    ${literals},\n    \"})();\\n\"})\n    script += part;\n  return script;\n}\n\n}  // namespace unroll::view\n")
endif()
