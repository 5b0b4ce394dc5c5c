#include "cache/representation.h"

namespace next_native {

PrerenderedKind KindOf(Representation representation) {
  switch (representation) {
    case Representation::kAppHtml:
    case Representation::kAppRsc:
    case Representation::kAppSegment:
      return PrerenderedKind::kAppPage;
    case Representation::kPagesHtml:
    case Representation::kPagesData:
      return PrerenderedKind::kPage;
    case Representation::kRouteBody:
      return PrerenderedKind::kAppRoute;
    case Representation::kStaticHtml:
      return PrerenderedKind::kStaticPage;
  }
  return PrerenderedKind::kStaticPage;
}

bool IsApp(Representation representation) {
  return KindOf(representation) == PrerenderedKind::kAppPage;
}

bool IsHtml(Representation representation) {
  return representation == Representation::kAppHtml ||
         representation == Representation::kPagesHtml ||
         representation == Representation::kStaticHtml;
}

bool HasLength(Representation representation) {
  return IsHtml(representation) || representation == Representation::kPagesData;
}

}  // namespace next_native
