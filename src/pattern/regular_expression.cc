#include "pattern/regular_expression.h"

#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>

#include <algorithm>
#include <limits>
#include <utility>

#include "pattern/javascript_regex.h"

namespace next_native {
namespace {

// PCRE2 counts iterations of groups and loops, from zero for every position where a match may
// begin. A pattern that scans its subject once takes up to about 3 of them a character. No
// subject may make it reach the limit: a client that makes a rule fail by a long path bypasses it.
constexpr size_t kFirstSteps = 10'000;
constexpr size_t kStepsPerByte = 6;
// The callouts count bytes that are scanned again.
constexpr size_t kScanLimit = 4'000'000;
constexpr size_t kSlowScanWeight = 8;
constexpr uint32_t kHeapLimit = 16 * 1024;  // KiB; without the JIT only
constexpr size_t kFirstJitStack = size_t{32} * 1024;
constexpr size_t kLastJitStack = size_t{4} * 1024 * 1024;
constexpr uint32_t kUsualGroups = 16;

template <auto kFree>
struct Freer {
  template <class T>
  void operator()(T* object) const {
    kFree(object);
  }
};
using CompiledCode = std::unique_ptr<pcre2_code, Freer<pcre2_code_free>>;

// Memory that a match writes to: one for each thread, freed with the thread.
class Workspace {
 public:
  static Workspace& OfThread() {
    thread_local Workspace workspace;
    return workspace;
  }

  // Null if out of memory.
  pcre2_match_data* MatchData(uint32_t groups) {
    if (groups > group_count_) {
      data_.reset(pcre2_match_data_create(groups, nullptr));
      group_count_ = data_ ? groups : 0;
    }
    return data_.get();
  }

  // Sets the limits for one subject. Null if out of memory.
  pcre2_match_context* Context(size_t subject_size) {
    if (!context_) return nullptr;
    const size_t steps = kFirstSteps + kStepsPerByte * subject_size;
    pcre2_set_match_limit(context_.get(), static_cast<uint32_t>(std::min<size_t>(
                                              steps, std::numeric_limits<uint32_t>::max())));
    scanned_ = 0;
    return context_.get();
  }

 private:
  Workspace() {
    if (!context_) return;
    pcre2_set_heap_limit(context_.get(), kHeapLimit);
    pcre2_set_callout(context_.get(), &CountScan, &scanned_);
    pcre2_jit_stack_assign(context_.get(), nullptr, stack_.get());
  }

  static int CountScan(pcre2_callout_block* at, void* scanned) {
    const size_t rest = at->subject_length - at->current_position + 1;
    size_t& count = *static_cast<size_t*>(scanned);
    count += at->callout_number == 2 ? rest * kSlowScanWeight : rest;
    return count > kScanLimit ? PCRE2_ERROR_CALLOUT : 0;
  }

  std::unique_ptr<pcre2_jit_stack, Freer<pcre2_jit_stack_free>> stack_{
      pcre2_jit_stack_create(kFirstJitStack, kLastJitStack, nullptr)};
  std::unique_ptr<pcre2_match_context, Freer<pcre2_match_context_free>> context_{
      pcre2_match_context_create(nullptr)};
  std::unique_ptr<pcre2_match_data, Freer<pcre2_match_data_free>> data_;
  uint32_t group_count_ = 0;
  size_t scanned_ = 0;
};

std::string MessageOf(int error) {
  PCRE2_UCHAR text[256] = {};
  pcre2_get_error_message(error, text, sizeof text);
  return reinterpret_cast<const char*>(text);
}

Result<CompiledCode> CompilePcre(std::string_view pattern) {
  constexpr uint32_t kOptions =
      PCRE2_UTF | PCRE2_DOTALL | PCRE2_DOLLAR_ENDONLY | PCRE2_MATCH_UNSET_BACKREF | PCRE2_NEVER_UCP;
  int error = 0;
  PCRE2_SIZE offset = 0;
  CompiledCode compiled(pcre2_compile(reinterpret_cast<PCRE2_SPTR>(pattern.data()), pattern.size(),
                                      kOptions, &error, &offset, nullptr));
  if (compiled) return compiled;
  return Fail(ErrorCode::kInvalidPattern,
              "The regular expression is not supported: " + MessageOf(error) + ", at " +
                  std::to_string(offset) + " of \"" + std::string(pattern) + "\".");
}

}  // namespace

struct RegularExpression::Code {
  CompiledCode compiled;
  std::vector<std::string> group_names;
};

RegularExpression::RegularExpression(std::unique_ptr<const Code> code) : code_(std::move(code)) {}
RegularExpression::RegularExpression(RegularExpression&&) noexcept = default;
RegularExpression& RegularExpression::operator=(RegularExpression&&) noexcept = default;
RegularExpression::~RegularExpression() = default;

Result<RegularExpression> RegularExpression::Compile(std::string_view source, RegexCase letters) {
  Result<TranslatedRegex> translated = TranslateJavaScriptRegex(source, letters);
  if (!translated) return tl::unexpected(std::move(translated.error()));

  Result<CompiledCode> compiled = CompilePcre(translated->pattern);
  if (!compiled) return tl::unexpected(std::move(compiled.error()));
  uint32_t options = 0;
  pcre2_pattern_info(compiled->get(), PCRE2_INFO_ALLOPTIONS, &options);
  if ((options & PCRE2_ANCHORED) == 0) {
    Result<CompiledCode> counting =
        CompilePcre(std::string(kScanCallout) + "(?:" + translated->pattern + ")");
    if (!counting) return tl::unexpected(std::move(counting.error()));
    compiled->swap(*counting);
  }
  // Without executable memory, matching is slower but gives the same results.
  pcre2_jit_compile(compiled->get(), PCRE2_JIT_COMPLETE);
  return RegularExpression(
      std::make_unique<const Code>(Code{std::move(*compiled), std::move(translated->group_names)}));
}

RegexResult RegularExpression::Match(std::string_view subject, RegexGroups* groups) const {
  const auto group_count = static_cast<uint32_t>(code_->group_names.size());
  Workspace& workspace = Workspace::OfThread();
  pcre2_match_data* const data = workspace.MatchData(std::max(group_count, kUsualGroups));
  pcre2_match_context* const context = workspace.Context(subject.size());
  if (data == nullptr || context == nullptr) return RegexResult::kLimitReached;

  // pcre2_match checks for malformed UTF-8 first, then uses the JIT's code if there is any.
  const char* const text = subject.data() == nullptr ? "" : subject.data();
  const int matched = pcre2_match(code_->compiled.get(), reinterpret_cast<PCRE2_SPTR>(text),
                                  subject.size(), 0, 0, data, context);
  if (matched < 0) {
    const bool is_malformed = matched <= PCRE2_ERROR_UTF8_ERR1 && matched >= PCRE2_ERROR_UTF8_ERR21;
    return matched == PCRE2_ERROR_NOMATCH || is_malformed ? RegexResult::kNoMatch
                                                          : RegexResult::kLimitReached;
  }
  if (groups == nullptr) return RegexResult::kMatch;
  const PCRE2_SIZE* const bounds = pcre2_get_ovector_pointer(data);
  groups->resize(group_count);
  for (size_t i = 0; i < group_count; ++i) {
    const PCRE2_SIZE start = bounds[2 * i];
    if (start == PCRE2_UNSET) {
      (*groups)[i].reset();
    } else {
      (*groups)[i] = subject.substr(start, bounds[2 * i + 1] - start);
    }
  }
  return RegexResult::kMatch;
}

const std::vector<std::string>& RegularExpression::group_names() const {
  return code_->group_names;
}

}  // namespace next_native
