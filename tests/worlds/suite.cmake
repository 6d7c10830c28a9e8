# Included by each area of tests that runs on worlds (a cheap thing to do twice).

# unroll_suite(CHAPTER source… [LIBRARIES …]): the chapter's tests, compiled once and linked twice.
#   CHAPTER_test             on the worlds that are made of this chapter and those below it
#   CHAPTER_on_later_worlds  on the worlds of all later chapters
function(unroll_suite chapter)
  if(NOT GTest_FOUND)
    return()
  endif()
  cmake_parse_arguments(PARSE_ARGV 1 arg "" "" "LIBRARIES")
  string(REGEX MATCH "^[0-9]+" number ${chapter})
  math(EXPR number "${number}")
  math(EXPR next "${number} + 1")
  add_library(${chapter}_suite OBJECT ${arg_UNPARSED_ARGUMENTS})
  target_include_directories(${chapter}_suite PRIVATE ${PROJECT_SOURCE_DIR}/tests)
  target_link_libraries(${chapter}_suite PRIVATE unroll_${chapter} unroll_gtest ${arg_LIBRARIES})
  target_precompile_headers(${chapter}_suite REUSE_FROM unroll_gtest)
  unroll_unity(${chapter}_suite 4)

  unroll_test(${chapter}_test $<TARGET_OBJECTS:${chapter}_suite> ON ${chapter} LIBRARIES ${arg_LIBRARIES})
  unroll_worlds(${chapter}_test 0 ${number})
  if(number LESS UNROLL_TOP)
    unroll_test(${chapter}_on_later_worlds $<TARGET_OBJECTS:${chapter}_suite> ON ${UNROLL_TOP_CHAPTER}
      LABELS worlds ${chapter} LIBRARIES ${arg_LIBRARIES})
    unroll_worlds(${chapter}_on_later_worlds ${next} ${UNROLL_TOP})
  endif()
endfunction()

# unroll_worlds(TARGET begin end): a program gets the worlds that are made of the chapters begin to end.
function(unroll_worlds target begin end)
  if(TARGET ${target})
    target_include_directories(${target} PRIVATE ${PROJECT_SOURCE_DIR}/tests)
    target_sources(${target} PRIVATE ${PROJECT_SOURCE_DIR}/tests/worlds/begin.cpp)
    set_source_files_properties(${PROJECT_SOURCE_DIR}/tests/worlds/begin.cpp PROPERTIES SKIP_PRECOMPILE_HEADERS ON)
    target_compile_definitions(${target} PRIVATE UNROLL_WORLDS_BEGIN=${begin})
    foreach(chapter RANGE 1 ${end})
      if(TARGET unroll_worlds_of_${chapter})
        target_sources(${target} PRIVATE $<TARGET_OBJECTS:unroll_worlds_of_${chapter}>)
      endif()
    endforeach()
    target_sources(${target} PRIVATE $<TARGET_OBJECTS:unroll_worlds_base>)
  endif()
endfunction()
