# Included by each area of tests that runs on worlds (a cheap thing to do twice).

# unroll_suite(CHAPTER source… [LIBRARIES …]): the chapter's tests, as a suite of typed tests.
#   CHAPTER_test             on the worlds that are built of this chapter and those below it
#   CHAPTER_on_later_worlds  the same sources on the worlds of all later chapters, or only of the highest one: each world
#                            is compiled anew, and one build that has them all (dev, ci) is enough
function(unroll_suite chapter)
  set(top 5)  # the highest chapter there is
  cmake_parse_arguments(PARSE_ARGV 1 arg "" "" "LIBRARIES")
  string(REGEX MATCH "^[0-9]+" number ${chapter})
  math(EXPR number "${number}")
  math(EXPR next "${number} + 1")
  unroll_test(${chapter}_test ${arg_UNPARSED_ARGUMENTS} ON ${chapter} LIBRARIES ${arg_LIBRARIES})
  unroll_worlds(${chapter}_test 0 ${number})
  if(NOT UNROLL_ALL_WORLDS)
    set(next ${top})
  endif()
  if(number LESS top)
    unroll_test(${chapter}_on_later_worlds ${arg_UNPARSED_ARGUMENTS} ON 05_scopes LABELS worlds ${chapter} LIBRARIES ${arg_LIBRARIES})
    unroll_worlds(${chapter}_on_later_worlds ${next} ${top})
  endif()
endfunction()

# unroll_worlds(TARGET begin end): a test on the worlds made of the chapters begin to end.
function(unroll_worlds target begin end)
  if(TARGET ${target})
    target_include_directories(${target} PRIVATE ${PROJECT_SOURCE_DIR}/tests)
    target_compile_definitions(${target} PRIVATE UNROLL_WORLDS_BEGIN=${begin} UNROLL_WORLDS_END=${end})
  endif()
endfunction()
