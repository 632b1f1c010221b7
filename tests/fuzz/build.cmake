# Configures and builds the fuzz targets: cmake -DSOURCE=... -DFOLDER=... -DCLANG=... -P build.cmake
function(run)
  execute_process(COMMAND ${ARGN} RESULT_VARIABLE result OUTPUT_VARIABLE output ERROR_VARIABLE output)
  if(NOT result EQUAL 0)
    message(FATAL_ERROR "${output}")
  endif()
endfunction()

run(${CMAKE_COMMAND} --preset fuzz -S ${SOURCE} -B ${FOLDER} -DCMAKE_CXX_COMPILER=${CLANG})
run(${CMAKE_COMMAND} --build ${FOLDER} --target fuzzers)
