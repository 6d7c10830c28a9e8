# cmake -DFROM=source -DTO=source "-DCHANGE=before|after|…" -P change.cmake: a copy in which each `before` is its `after`. Where there
# is nothing to change, the copy is a program that says so: whoever has changed the source himself can build all the rest.
file(READ "${FROM}" text)
string(REPLACE "|" ";" changes "${CHANGE}")
while(changes)
  list(POP_FRONT changes before after)
  string(REPLACE "<semicolon>" ";" after "${after}")  # which would part it here
  string(REPLACE "<line>" "\n" after "${after}")       # which a command line may not have
  string(FIND "${text}" "${before}" found)
  if(found EQUAL -1)
    set(text "#include <iostream>\nint main() { std::cout << R\"(the source no longer has what is to be changed: ${before})\" << '\\n'; }\n")
    break()
  endif()
  string(REPLACE "${before}" "${after}" text "${text}")
endwhile()
file(WRITE "${TO}" "${text}")
