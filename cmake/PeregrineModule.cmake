# One static library a folder: the link line is the architecture. A module can only use what it
# links, and tests/unit/tst_includes checks that the includes say the same.

add_library(peregrine_options INTERFACE)
target_compile_options(peregrine_options INTERFACE
  -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wold-style-cast -Woverloaded-virtual
  -Wnon-virtual-dtor -Wcast-qual -Wformat=2 -Wundef
  $<$<CXX_COMPILER_ID:GNU>:-Wduplicated-cond -Wlogical-op -Wduplicated-branches>
  $<$<BOOL:${PEREGRINE_WERROR}>:-Werror>)
target_compile_definitions(peregrine_options INTERFACE
  QT_NO_CAST_FROM_ASCII QT_NO_CAST_TO_ASCII QT_NO_URL_CAST_FROM_STRING QT_NO_CAST_FROM_BYTEARRAY
  QT_NO_FOREACH QT_NO_NARROWING_CONVERSIONS_IN_CONNECT QT_STRICT_ITERATORS QT_NO_KEYWORDS
  PEREGRINE_VERSION="${PROJECT_VERSION}")
target_include_directories(peregrine_options INTERFACE ${CMAKE_SOURCE_DIR})
if(PEREGRINE_SANITIZE)
  target_compile_options(peregrine_options INTERFACE -fsanitize=${PEREGRINE_SANITIZE} -fno-omit-frame-pointer)
  target_link_options(peregrine_options INTERFACE -fsanitize=${PEREGRINE_SANITIZE})
endif()

find_program(PEREGRINE_MOLD mold)
if(PEREGRINE_MOLD AND CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
  target_link_options(peregrine_options INTERFACE -fuse-ld=mold)
endif()

# The headers that nearly every file reads, compiled once for all modules that use the same flags.
if(PEREGRINE_PCH)
  file(WRITE ${CMAKE_BINARY_DIR}/pch/core.cpp "")
  add_library(peregrine_pch_core STATIC ${CMAKE_BINARY_DIR}/pch/core.cpp)
  target_link_libraries(peregrine_pch_core PUBLIC Qt6::Core Qt6::Gui Qt6::Network PRIVATE peregrine_options)
  target_precompile_headers(peregrine_pch_core PRIVATE <QtCore/QtCore> <QtGui/QImage> <QtNetwork/QNetworkReply>)
  set_target_properties(peregrine_pch_core PROPERTIES AUTOMOC OFF)
  add_library(peregrine_pch_ui STATIC ${CMAKE_BINARY_DIR}/pch/core.cpp)
  target_link_libraries(peregrine_pch_ui PUBLIC Qt6::Core Qt6::Gui Qt6::Network Qt6::Widgets PRIVATE peregrine_options)
  target_precompile_headers(peregrine_pch_ui PRIVATE <QtCore/QtCore> <QtGui/QtGui> <QtWidgets/QtWidgets>)
  set_target_properties(peregrine_pch_ui PROPERTIES AUTOMOC OFF)
endif()

function(peregrine_reuse_pch target which)
  if(PEREGRINE_PCH)
    if(which STREQUAL "UI")
      target_link_libraries(${target} PRIVATE Qt6::Core Qt6::Gui Qt6::Network Qt6::Widgets)
    else()
      target_link_libraries(${target} PRIVATE Qt6::Core Qt6::Gui Qt6::Network)
    endif()
    string(TOLOWER ${which} lower)
    target_precompile_headers(${target} REUSE_FROM peregrine_pch_${lower})
  endif()
endfunction()

# peregrine_module(fal SOURCES a.h a.cpp LINKS peregrine_base [UI | NO_PCH])
function(peregrine_module name)
  cmake_parse_arguments(arg "UI;NO_PCH" "" "SOURCES;LINKS" ${ARGN})
  add_library(peregrine_${name} STATIC ${arg_SOURCES})
  target_link_libraries(peregrine_${name} PUBLIC ${arg_LINKS} PRIVATE peregrine_options)
  target_include_directories(peregrine_${name} PUBLIC ${CMAKE_SOURCE_DIR})
  if(arg_UI)
    target_link_libraries(peregrine_${name} PUBLIC Qt6::Widgets)
    peregrine_reuse_pch(peregrine_${name} UI)
  elseif(NOT arg_NO_PCH)
    peregrine_reuse_pch(peregrine_${name} CORE)
  endif()
endfunction()

# peregrine_test(tst_name LINKS peregrine_fal [UI]) builds tests/.../tst_name.cpp as one ctest entry.
function(peregrine_test name)
  cmake_parse_arguments(arg "UI" "LABEL;TIMEOUT" "SOURCES;LINKS" ${ARGN})
  add_executable(${name} ${name}.cpp ${arg_SOURCES})
  target_link_libraries(${name} PRIVATE ${arg_LINKS} Qt6::Test peregrine_options)
  target_compile_definitions(${name} PRIVATE
    PEREGRINE_SOURCE_DIR="${CMAKE_SOURCE_DIR}" PEREGRINE_TEST_DATA="${CMAKE_SOURCE_DIR}/tests/data"
    PEREGRINE_BIN_DIR="${CMAKE_RUNTIME_OUTPUT_DIRECTORY}")
  if(arg_UI)
    target_link_libraries(${name} PRIVATE Qt6::Widgets)
    peregrine_reuse_pch(${name} UI)
  else()
    peregrine_reuse_pch(${name} CORE)
  endif()
  add_test(NAME ${name} COMMAND ${name})
  if(NOT arg_TIMEOUT)
    set(arg_TIMEOUT 120)
  endif()
  set_tests_properties(${name} PROPERTIES TIMEOUT ${arg_TIMEOUT} LABELS "${arg_LABEL}"
    ENVIRONMENT "QT_QPA_PLATFORM=offscreen")
endfunction()

# The program finds its languages under :/translations.
function(peregrine_translate target)
  set_source_files_properties(${PEREGRINE_QM_FILES} PROPERTIES GENERATED TRUE)
  qt_add_resources(${target} translations PREFIX /translations BASE ${PEREGRINE_QM_FOLDER} FILES ${PEREGRINE_QM_FILES})
  add_dependencies(${target} peregrine_translations)
endfunction()
