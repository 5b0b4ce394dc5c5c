#include "explain/explanation.h"

#include <algorithm>
#include <memory>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

#include "base/json_writer.h"
#include "explain/explained_answer.h"
#include "http/field_syntax.h"
#include "server/exchange.h"

namespace next_native {
namespace {

class Steps final : public RoutingTrace {
 public:
  void Add(TraceStep step) override { steps_.push_back(std::move(step)); }
  [[nodiscard]] const std::vector<TraceStep>& list() const { return steps_; }
  [[nodiscard]] const TraceStep* last() const { return steps_.empty() ? nullptr : &steps_.back(); }

 private:
  std::vector<TraceStep> steps_;
};

// The answer of `NextResponse.next()`.
MiddlewareAnswer PassOn() { return {200, {{"x-middleware-next", "1"}}}; }

std::string_view LocationOf(const ResponseAction& action) {
  const auto* send = std::get_if<SendReply>(&action);
  if (send == nullptr) return {};
  for (const HeaderField& field : send->reply->headers) {
    if (field.name == "location") return field.value;
  }
  return {};
}

class Explainer {
 public:
  Explainer(std::shared_ptr<BuildStores> stores, const Request& request, int64_t now_ms)
      : build_(stores->build) {
    exchange_.set_trace(&steps_);
    action_ = exchange_.Start(std::move(stores), request, now_ms);
    if (exchange_.step() == ExchangeStep::kMiddleware) {
      if (std::optional<ResponseAction> next = exchange_.ResumeMiddleware(PassOn(), now_ms)) {
        action_ = std::move(*next);
      }
    }
  }

  std::string Write() {
    json_.BeginObject();
    json_.Key("steps");
    json_.BeginArray();
    for (const TraceStep& step : steps_.list()) WriteStep(step);
    json_.EndArray();
    json_.Key("outcome");
    WriteOutcome();
    json_.EndObject();
    return json_.Take();
  }

 private:
  void WriteText(std::string_view name, std::string_view text) {
    if (text.empty()) return;
    json_.Key(name);
    json_.Text(text);
  }

  void WriteValues(std::string_view name, const std::vector<std::string>& values, bool is_list) {
    json_.Key(name);
    if (!is_list) return json_.Text(values.empty() ? std::string_view() : values.front());
    json_.BeginArray();
    for (const std::string& value : values) json_.Text(value);
    json_.EndArray();
  }

  void WriteStep(const TraceStep& step) {
    json_.BeginObject();
    WriteText("phase", TracePhaseName(step.phase));
    if (step.rule) {
      json_.Key("rule");
      json_.Number(static_cast<int64_t>(step.index.value_or(0)));
      WriteText("source", step.rule->source);
      WriteText("destination", step.rule->destination.value_or(""));
    }
    WriteText("source", step.route);
    if (!step.params.empty()) {
      json_.Key("params");
      json_.BeginObject();
      for (const PatternParam& param : step.params) {
        if (param.is_defined) {
          WriteValues(param.name, param.values, param.is_list);
        } else {
          json_.Key(param.name);
          json_.Null();
        }
      }
      json_.EndObject();
    }
    WriteText("from", step.from);
    WriteText("to", step.to);
    WriteText("note", step.note);
    json_.EndObject();
  }

  void WriteOutcome() {
    const ExplainedAnswer answer =
        ExplainAnswer({*build_, exchange_, action_, steps_.last(), RefusedField()});
    json_.BeginObject();
    WriteText("kind", answer.kind);
    if (answer.status) {
      json_.Key("status");
      json_.Number(*answer.status);
    }
    switch (routed().kind) {
      case ResolvedKind::kLocaleRedirect:
      case ResolvedKind::kRedirect:
        WriteText("location", routed().location);
        break;
      case ResolvedKind::kProxy:
        WriteText("url", routed().location);
        break;
      case ResolvedKind::kFile:
        if (routed().file.file) WriteText("file", routed().file.file->file_path);
        break;
      case ResolvedKind::kImage:
        WriteQuery();
        break;
      case ResolvedKind::kOutput:
        if (answer.kind == "page" || answer.kind == "api") WriteMatch();
        break;
      default:
        if (answer.kind == "redirect") WriteText("location", LocationOf(action_));
        break;
    }
    WriteText("locale", routed().locale);
    WriteResponseFields();
    if (answer.is_cached) {
      json_.Key("cached");
      json_.Bool(true);
    }
    WriteText("why", answer.why);
    json_.EndObject();
  }

  void WriteMatch() {
    const RouteMatch& match = *routed().match;
    const Output* output = ForLocale(build_->output, *match.output, routed().locale);
    if (output == nullptr) output = match.output;
    json_.Key("output");
    json_.BeginObject();
    WriteText("pathname", output->pathname);
    WriteText("page", output->page);
    WriteText("file", output->file);
    json_.EndObject();
    json_.Key("params");
    json_.BeginObject();
    for (const RouteParam& param : match.params) {
      WriteValues(param.name, param.values, param.is_catch_all);
    }
    json_.EndObject();
    WriteQuery();
  }

  void WriteQuery() {
    const QueryObject* changed = routed().changed_query;
    const QueryObject query = changed ? *changed : QueryObject::Parse(routed().target.query);
    json_.Key("query");
    json_.BeginObject();
    for (const QueryValue& value : query.entries()) {
      if (!value.is_undefined()) WriteValues(value.name, value.values, value.is_list);
    }
    json_.EndObject();
  }

  // Returns true if the answer has the fields that routing sets on the response
  // (Exchange::FollowRoute).
  [[nodiscard]] bool HasFields() const {
    return routed().kind != ResolvedKind::kFailed && routed().kind != ResolvedKind::kBadRequest;
  }

  [[nodiscard]] std::string_view RefusedField() const {
    for (const ResponseFields* fields : {&routed().early_fields, &routed().fields}) {
      if (fields == &routed().fields && !HasFields()) continue;
      for (const ResponseField& field : fields->fields()) {
        const bool has_values = std::all_of(field.values.begin(), field.values.end(), IsFieldValue);
        if (!IsFieldName(field.name) || !has_values) return field.name;
      }
    }
    return {};
  }

  void WriteResponseFields() {
    const bool has_fields = HasFields();
    const std::vector<ResponseField>& early = routed().early_fields.fields();
    const std::vector<ResponseField>& late = routed().fields.fields();
    json_.Key("responseHeaders");
    json_.BeginObject();
    for (const ResponseField& field : early) {
      const auto is_same = [&](const ResponseField& other) { return other.name == field.name; };
      if (has_fields && std::any_of(late.begin(), late.end(), is_same)) continue;
      WriteValues(field.name, field.values, field.is_list);
    }
    if (has_fields) {
      for (const ResponseField& field : late) WriteValues(field.name, field.values, field.is_list);
    }
    json_.EndObject();
  }

  [[nodiscard]] const Resolved& routed() const { return exchange_.resolved(); }

  const std::shared_ptr<const LoadedBuild> build_;
  Steps steps_;
  Exchange exchange_;
  ResponseAction action_ = Finished{};
  JsonWriter json_;
};

}  // namespace

std::string Explain(std::shared_ptr<BuildStores> stores, const Request& request, int64_t now_ms) {
  return Explainer(std::move(stores), request, now_ms).Write();
}

}  // namespace next_native
