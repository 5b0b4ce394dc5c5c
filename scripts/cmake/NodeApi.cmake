# Finds the headers of Node-API in the installation of the Node.js that runs the build. If it ships
# without headers, they come from the npm package node-api-headers, and uv.h from Debian's libuv.
# Downloads nothing.
#
# NEXT_NATIVE_NODE              the node executable to ask (default: the one on PATH)
# next_native_node_api          interface target for binding/
# NEXT_NATIVE_UV_INCLUDE_DIR    folder of uv.h; empty if the compiler finds it by itself
include_guard(GLOBAL)

find_program(NEXT_NATIVE_NODE node REQUIRED DOC "Node.js executable whose headers are used")
execute_process(
  COMMAND "${NEXT_NATIVE_NODE}" "${CMAKE_CURRENT_LIST_DIR}/node-headers.js"
  OUTPUT_VARIABLE next_native_headers
  OUTPUT_STRIP_TRAILING_WHITESPACE COMMAND_ERROR_IS_FATAL ANY)
list(GET next_native_headers 0 next_native_node_include_dir)
list(GET next_native_headers 1 next_native_addon_api_include_dir)
list(GET next_native_headers 2 NEXT_NATIVE_UV_INCLUDE_DIR)
if(NEXT_NATIVE_UV_INCLUDE_DIR STREQUAL "-")
  set(NEXT_NATIVE_UV_INCLUDE_DIR "")
endif()
message(STATUS "Node-API headers: ${next_native_node_include_dir}")

add_library(next_native_node_api INTERFACE)
target_include_directories(
  next_native_node_api SYSTEM INTERFACE "${next_native_node_include_dir}"
                                        "${next_native_addon_api_include_dir}")
target_compile_definitions(
  next_native_node_api INTERFACE NAPI_VERSION=8 NODE_ADDON_API_DISABLE_CPP_EXCEPTIONS
                                 NODE_ADDON_API_DISABLE_DEPRECATED)
