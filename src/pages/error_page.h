// Which page of the build answers an error status (dist/server/base-server.js,
// renderErrorToResponseImpl), and the answers of last resort.
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

// Whether a page under pages/ can be rendered: builds of the app router alone list /404 and /500
// there, but have no _document and no _app to render them with.
[[nodiscard]] bool HasPagesRuntime(const BuildOutput& build);

// The page for a locale ("" without i18n): `output` itself, or the one for that locale alone. Null
// if it is for another locale (findPageComponents of next-server.js).
[[nodiscard]] const Output* ForLocale(const BuildOutput& build, const Output& output,
                                      std::string_view locale);

// Null: the build has no page for it, the answer is InternalServerError().
[[nodiscard]] const Output* FindErrorPage(const BuildOutput& build, int status, ErrorPass pass,
                                          std::string_view locale = {});

// Whether the build has a /500 page, for which a failed render first makes a kCustomRender pass.
[[nodiscard]] bool HasCustom500(const BuildOutput& build);

// "Internal Server Error" as text/plain: what is left when even the error page fails. `headers`
// were set on the response before.
[[nodiscard]] GeneratedReply InternalServerError(const BuildOutput& build,
                                                 std::vector<HeaderField> headers);

// The plain "Not Found" for /_next/static and for subresources (sec-fetch-dest). `vary`: fields set
// on the response before; may be empty.
[[nodiscard]] GeneratedReply PlainNotFound(std::string_view vary = {});

// Whether the request says it is for something that is not a document, such as an image
// (dist/server/lib/is-non-html-sec-fetch-dest.js).
[[nodiscard]] bool IsSubresourceRequest(const Request& request);

// Whether a miss of `path` is answered by PlainNotFound() instead of a page
// (dist/server/lib/router-server.js).
[[nodiscard]] bool WantsPlainNotFound(const Request& request, std::string_view path);

}  // namespace next_native
