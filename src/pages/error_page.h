// Chooses the page that answers an error status (renderErrorToResponseImpl in next's
// dist/server/base-server.js), and makes the replies of last resort.
#pragma once

#include <string_view>
#include <vector>

#include "manifest/build_output.h"
#include "pages/generated_reply.h"
#include "pages/request.h"

namespace next_native {

enum class ErrorPass : uint8_t {
  kFinal,         // the page that is sent
  kCustomRender,  // before a custom /500: /_error runs getInitialProps and sends nothing
};

// Returns true if pages under pages/ can be rendered. A build of the app router alone lists /404
// and /500 there, but has no _document and no _app to render them with.
[[nodiscard]] bool HasPagesRuntime(const BuildOutput& build);

// Returns the page for a locale ("" without i18n): `output` itself, or the output for that locale
// alone. Null if the page is for another locale (findPageComponents of next-server.js).
[[nodiscard]] const Output* ForLocale(const BuildOutput& build, const Output& output,
                                      std::string_view locale);

// Returns null if the build has no page for the status. InternalServerError() answers then.
[[nodiscard]] const Output* FindErrorPage(const BuildOutput& build, int status, ErrorPass pass,
                                          std::string_view locale = {});

// Returns true if the build has a /500 page. A failed render makes a kCustomRender pass before it.
[[nodiscard]] bool HasCustom500(const BuildOutput& build);

// Returns "Internal Server Error" as text/plain, for when the error page fails as well. `headers`
// were set on the response before.
[[nodiscard]] GeneratedReply InternalServerError(const BuildOutput& build,
                                                 std::vector<HeaderField> headers);

// Returns the plain "Not Found" for /_next/static and for subresources (sec-fetch-dest). `vary`:
// the value that the page sets; empty: none.
[[nodiscard]] GeneratedReply PlainNotFound(std::string_view vary = {});

// Returns true if `sec-fetch-dest` says that the client does not want a document, but for example
// an image (dist/server/lib/is-non-html-sec-fetch-dest.js).
[[nodiscard]] bool IsSubresourceRequest(const Request& request);

// Returns true if PlainNotFound() answers a miss of `path` instead of a page
// (dist/server/lib/router-server.js).
[[nodiscard]] bool WantsPlainNotFound(const Request& request, std::string_view path);

}  // namespace next_native
