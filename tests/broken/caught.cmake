# Passes if the test that is meant for a defect finds it, by failing or by dying; not by hanging.
#   cmake -DPROGRAM=… -DTEST=Suite.Name -P caught.cmake
execute_process(COMMAND "${PROGRAM}" "--gtest_filter=${TEST}" RESULT_VARIABLE result OUTPUT_VARIABLE out ERROR_VARIABLE out TIMEOUT 600)
if(NOT out MATCHES "\\[ RUN      \\]")
  message(FATAL_ERROR "there is no test ${TEST}:\n${out}")
elseif(result STREQUAL "0")
  message(FATAL_ERROR "the broken core was not noticed by ${TEST}:\n${out}")
elseif(result MATCHES "timeout")
  message(FATAL_ERROR "the broken core made ${TEST} hang instead of fail:\n${out}")
endif()
message("${out}")
