# The compiler flags of every target of the project.
add_library(next_native_options INTERFACE)
target_include_directories(next_native_options INTERFACE "${PROJECT_SOURCE_DIR}/src")
target_compile_options(
  next_native_options INTERFACE -Wall -Wextra -Wshadow -Wconversion -Wno-sign-conversion -Werror)
# g++ 12 warns about overlapping copies in string concatenation where there are none (GCC bug
# 105329).
target_compile_options(
  next_native_options INTERFACE $<$<CXX_COMPILER_ID:GNU>:-Wno-restrict>)

# The annotations of src/base/thread_annotations.h; -Werror makes findings errors.
target_compile_options(
  next_native_options INTERFACE $<$<CXX_COMPILER_ID:Clang,AppleClang>:-Wthread-safety>)

if(NEXT_NATIVE_SANITIZE)
  target_compile_options(
    next_native_options INTERFACE -fsanitize=${NEXT_NATIVE_SANITIZE} -fno-omit-frame-pointer
                                  -fno-sanitize-recover=all)
  # The vptr check needs RTTI, which the layers are built without.
  if(NEXT_NATIVE_SANITIZE MATCHES "undefined")
    target_compile_options(next_native_options INTERFACE -fno-sanitize=vptr)
  endif()
  target_link_options(next_native_options INTERFACE -fsanitize=${NEXT_NATIVE_SANITIZE})
endif()

# next_native_layer(<name> SOURCES <files...> [DEPENDS <layers...>] [LIBRARIES <targets...>])
# declares one layer of src/ as a static library without exceptions or RTTI. DEPENDS names every
# layer that it includes. scripts/lib/layers.js, which `npm run lint` runs, reads it from here.
function(next_native_layer name)
  cmake_parse_arguments(LAYER "" "" "SOURCES;DEPENDS;LIBRARIES" ${ARGN})
  add_library(next_native_${name} STATIC ${LAYER_SOURCES})
  target_compile_options(next_native_${name} PRIVATE -fno-exceptions -fno-rtti)
  target_link_libraries(next_native_${name} PUBLIC next_native_options)
  foreach(dependency ${LAYER_DEPENDS})
    if(NOT TARGET next_native_${dependency})
      message(FATAL_ERROR "Layer ${name} depends on ${dependency}, which is not a layer below it.")
    endif()
    target_link_libraries(next_native_${name} PUBLIC next_native_${dependency})
  endforeach()
  target_link_libraries(next_native_${name} PRIVATE ${LAYER_LIBRARIES})
endfunction()

# next_native_test(<layer> SOURCES <files...>) declares the GoogleTest binary of one layer.
function(next_native_test layer)
  cmake_parse_arguments(TEST "" "" "SOURCES;LIBRARIES" ${ARGN})
  add_executable(${layer}_tests ${TEST_SOURCES})
  target_include_directories(${layer}_tests PRIVATE "${PROJECT_SOURCE_DIR}/test")
  target_link_libraries(
    ${layer}_tests PRIVATE next_native_options next_native_${layer} ${TEST_LIBRARIES} GTest::gtest_main)
  next_native_precompile_test_headers(${layer}_tests)
  gtest_discover_tests(${layer}_tests TEST_PREFIX "${layer}/" DISCOVERY_TIMEOUT 60)
endfunction()

# gtest.h and its templates take half of the compile time of a test file, so all test binaries share
# the precompiled header of the first one. A compiler cache works better without it.
function(next_native_precompile_test_headers target)
  if(CMAKE_CXX_COMPILER_LAUNCHER)
    return()
  endif()
  get_property(owner GLOBAL PROPERTY NEXT_NATIVE_TEST_HEADERS)
  if(owner)
    target_precompile_headers(${target} REUSE_FROM ${owner})
  else()
    target_precompile_headers(
      ${target} PRIVATE <gtest/gtest.h> <algorithm> <cstdint> <functional> <memory> <optional> <span>
      <string> <string_view> <unordered_map> <utility> <variant> <vector>)
    set_property(GLOBAL PROPERTY NEXT_NATIVE_TEST_HEADERS ${target})
  endif()
endfunction()
