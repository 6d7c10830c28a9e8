#pragma once

#include "08_monitor/figures.hpp"
#include "08_monitor/output.hpp"

namespace unroll::monitor {

/// What a monitor has to say, for people and for programs. Of JSON it is one object a line. Nothing here
/// allocates: it may be asked for by a signal.
void report_as_text(Output& out, const Report& report);

/// A report as one object on a line of its own. Allocates nothing.
void report_as_json(Output& out, const Report& report);

/// Some ten lines; the histogram has bars.
void figures_as_text(Output& out, const Figures& figures);
/// The members of an object, without its braces.
void figures_as_json(Output& out, const Figures& figures);

}  // namespace unroll::monitor
