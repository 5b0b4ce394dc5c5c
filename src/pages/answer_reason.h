// The reason for an answer. Answers carry it, so that `explain` need not infer it.
#pragma once

#include <cstdint>

namespace next_native {

enum class AnswerReason : uint8_t {
  kRouting,  // the result of routing is the reason: a redirect, a proxy, a miss, …

  // Static files.
  kFile,
  kFileHidden,        // the name of the file starts with a dot
  kFileVanished,      // the file is not there any more
  kFileMisspelt,      // no file can have such a path
  kFileMethod,        // neither GET nor HEAD
  kFilePrecondition,  // a precondition of the request fails
  kFileRange,         // the range lies outside the file
  kImagesDisabled,    // the build has no image optimizer

  // Checks between routing and the entrypoint.
  kRscParameter,        // `_rsc` does not match the RSC header fields
  kOptions,             // pages do not answer OPTIONS
  kMethod,              // a page rendered at build time answers GET and HEAD only
  kMiddlewarePrefetch,  // a page rendered per request answers such a prefetch without content
  kSubresource,         // a subresource gets one line of text instead of the 404 page

  // Pages.
  kNotFoundData,    // a data request for the 404 page, which has no data
  kHiddenPage,      // a page exists, but not for this path or locale
  kMissingFile,     // the build lacks the HTML file of the page
  kStaticPage,      // plain HTML of the build
  kStored,          // a prerendered response
  kRenders,         // the store has no response that is fresh enough, or none at all
  kRendersRequest,  // the request asks for more than a stored response can give
};

}  // namespace next_native
