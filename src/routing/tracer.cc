#include "routing/tracer.h"

#include <utility>

namespace next_native {

void Tracer::Path(TracePhase phase, std::string_view from, std::string_view to,
                  std::string_view note) const {
  if (trace_ == nullptr) return;
  TraceStep step;
  step.phase = phase;
  step.from = from;
  step.to = to;
  step.note = note;
  trace_->Add(std::move(step));
}

void Tracer::Rule(TracePhase phase, const RuleMatch& match, std::string_view from,
                  std::string_view to, std::string_view note) const {
  if (trace_ == nullptr) return;
  TraceStep step;
  step.phase = phase;
  step.rule = match.rule;
  step.index = match.index;
  step.params = match.params;
  step.from = from;
  step.to = to;
  step.note = note;
  trace_->Add(std::move(step));
}

void Tracer::Match(TracePhase phase, std::string_view from, const RouteMatch& match) const {
  if (trace_ == nullptr) return;
  TraceStep step;
  step.phase = phase;
  step.from = from;
  if (match.decode_error) {
    step.note = "A parameter cannot be decoded.";
  } else if (match.is_dead_end) {
    step.note = "A page has this path, but in another spelling.";
  } else {
    step.route = match.output->pathname;
    for (const RouteParam& param : match.params) {
      step.params.push_back({param.name, param.values, param.is_catch_all});
    }
    step.note = phase == TracePhase::kFiles ? "Its pathname is the path."
                                            : "Its pathname matches the path.";
    if (match.is_data) step.note += " The URL asks for its data.";
  }
  trace_->Add(std::move(step));
}

}  // namespace next_native
