// The tables that both sides of the boundary share. They are defined here or in the core, and
// JavaScript reads them from the addon.
#pragma once

#include <napi.h>

#include <optional>
#include <string_view>

#include "http/reply.h"
#include "server/exchange.h"

namespace next_native {

// The character that stands for `merge` in the `merges` of a reply object.
[[nodiscard]] constexpr char FieldMergeCode(FieldMerge merge) {
  return static_cast<char>('0' + static_cast<int>(merge));
}

// The event that JavaScript calls `name`; nullopt for any other text.
[[nodiscard]] std::optional<ExchangeEvent> FindExchangeEvent(std::string_view name);

// Adds to `exports`:
//   requestHeaderNames, responseHeaderNames  lower-case names in the order of their codes
//   wire           how lib/exchange/header-text.js writes the code of a name
//   actionType     the number of each action
//   replyKinds     the name of each ReplyKind, by its number
//   fieldMerge     the character of each FieldMerge
//   exchangeEvent  the text of each event that JavaScript resumes an exchange with
void DefineConstants(Napi::Env env, Napi::Object exports);

}  // namespace next_native
