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
#include "routing/resolver.h"
#include "server/exchange.h"
#include "server/site_files.h"

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

// `NextResponse.next()`
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
  Explainer(const Site& site, const Request& request, int64_t now_ms)
      : site_(site), request_(request), now_ms_(now_ms), files_(site, file_) {
    resolver_.set_trace(&steps_);
  }

  std::string Run() {
    Resolve();
    Act();
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
  void Resolve() {
    const RoutingSite site{site_.build, site_.routes, site_.rules};
    const HeaderValues headers = request_.header_values();
    resolved_ = resolver_.Start(site, request_.url, headers, {}, files_);
    if (resolved_.kind != ResolvedKind::kMiddleware) return;
    const MiddlewareEffect effect = resolver_.ApplyAnswer(PassOn());
    resolved_ = resolver_.Continue(site, effect, 200, headers, {}, files_);
  }

  // What the exchange of such a request does first, so that none of its rules is told twice.
  void Act() {
    const std::shared_ptr<const Site> site(std::shared_ptr<const Site>(), &site_);
    action_ = exchange_.Start(site, request_, now_ms_);
    if (std::holds_alternative<InvokeMiddleware>(action_)) {
      action_ = exchange_.ResumeMiddleware(PassOn(), now_ms_);
    }
  }

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
        ExplainAnswer({site_, request_, now_ms_, resolved_, file_, resolver_.locale(),
                       steps_.last(), action_, RefusedField(), exchange_.shown_error()});
    json_.BeginObject();
    WriteText("kind", answer.kind);
    if (answer.status) {
      json_.Key("status");
      json_.Number(*answer.status);
    }
    switch (resolved_.kind) {
      case ResolvedKind::kLocaleRedirect:
      case ResolvedKind::kRedirect:
        WriteText("location", resolved_.location);
        break;
      case ResolvedKind::kProxy:
        WriteText("url", resolved_.location);
        break;
      case ResolvedKind::kFile:
        if (file_.file) WriteText("file", file_.file->file_path);
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
    WriteText("locale", resolver_.locale());
    WriteResponseFields();
    if (answer.is_cached) {
      json_.Key("cached");
      json_.Bool(true);
    }
    WriteText("why", answer.why);
    json_.EndObject();
  }

  void WriteMatch() {
    const RouteMatch& match = resolved_.match;
    const Output* output = ForLocale(site_.build, *match.output, resolver_.locale());
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
    const QueryObject* changed = resolver_.changed_query();
    const QueryObject query = changed ? *changed : QueryObject::Parse(resolver_.target().query);
    json_.Key("query");
    json_.BeginObject();
    for (const QueryValue& value : query.entries()) {
      if (!value.is_undefined()) WriteValues(value.name, value.values, value.is_list);
    }
    json_.EndObject();
  }

  // Whether what routing sets on the response is set by whoever answers (Exchange::Follow).
  [[nodiscard]] bool HasFields() const {
    return resolved_.kind != ResolvedKind::kFailed && resolved_.kind != ResolvedKind::kBadRequest;
  }

  [[nodiscard]] std::string_view RefusedField() const {
    for (const ResponseFields* fields : {&resolver_.early_fields(), &resolver_.fields()}) {
      if (fields == &resolver_.fields() && !HasFields()) continue;
      for (const ResponseField& field : fields->fields()) {
        const bool has_values = std::all_of(field.values.begin(), field.values.end(), IsFieldValue);
        if (!IsFieldName(field.name) || !has_values) return field.name;
      }
    }
    return {};
  }

  void WriteResponseFields() {
    const bool has_fields = HasFields();
    const std::vector<ResponseField>& early = resolver_.early_fields().fields();
    const std::vector<ResponseField>& late = resolver_.fields().fields();
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

  const Site& site_;
  const Request& request_;
  const int64_t now_ms_;
  Steps steps_;
  Resolver resolver_;
  Exchange exchange_;
  StaticMatch file_;
  SiteFiles files_;
  Resolved resolved_;
  ResponseAction action_ = Finished{};
  JsonWriter json_;
};

}  // namespace

std::string Explain(const Site& site, const Request& request, int64_t now_ms) {
  return Explainer(site, request, now_ms).Run();
}

}  // namespace next_native
