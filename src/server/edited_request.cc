#include "server/edited_request.h"

#include <optional>
#include <string_view>
#include <utility>

namespace next_native {
namespace {

std::optional<std::string_view>& At(Request& request, RequestHeader name) {
  return request.headers[static_cast<size_t>(name)];
}

std::optional<std::string_view>& At(Request& request, HeaderSlot slot) {
  return slot < kRequestHeaderCount ? request.headers[slot]
                                    : request.extra_headers[slot - kRequestHeaderCount];
}

// Removes all fields except those named in `kept`.
void RemoveOthers(const std::vector<std::string>& kept, const HeaderSlots& slots,
                  Request& request) {
  std::vector<bool> keeps(kRequestHeaderCount + slots.extra_names().size());
  for (const std::string& name : kept) {
    if (const std::optional<HeaderSlot> slot = slots.Find(name)) keeps[*slot] = true;
  }
  for (HeaderSlot slot = 0; slot < keeps.size(); ++slot) {
    if (!keeps[slot]) At(request, slot).reset();
  }
}

std::string Joined(const std::vector<std::string>& values) {
  std::string text = values.front();
  for (size_t i = 1; i < values.size(); ++i) text.append(", ").append(values[i]);
  return text;
}

}  // namespace

void ApplyEdits(const RequestEdits& edits, const HeaderSlots& slots, Request& request,
                std::vector<std::string>& texts) {
  request.extra_headers.resize(slots.extra_names().size());
  if (edits.kept) RemoveOthers(*edits.kept, slots, request);
  texts.reserve(edits.set.size());  // views stay valid
  for (const RequestField& field : edits.set) {
    const std::optional<HeaderSlot> slot = slots.Find(field.name);
    if (!slot) continue;
    if (field.values.empty()) {
      At(request, *slot).reset();
    } else {
      texts.push_back(Joined(field.values));
      At(request, *slot) = texts.back();
    }
  }
}

void KeepRouterFields(const Request& before, Request& request) {
  if (before.Header(RequestHeader::kRsc) != "1") return;
  At(request, RequestHeader::kRsc) = "1";
  if (before.Header(RequestHeader::kNextRouterPrefetch) != "1") return;
  for (const RequestHeader name :
       {RequestHeader::kNextRouterPrefetch, RequestHeader::kNextRouterSegmentPrefetch}) {
    if (!request.Has(name)) At(request, name) = before.Header(name);
  }
}

}  // namespace next_native
