#include "08_monitor/views.hpp"

#include <algorithm>
#include <string_view>

namespace unroll::monitor {
namespace {

const char* word(Report::Kind kind) { return Report::words[static_cast<std::size_t>(kind)]; }

void spread(Output& out, const char* name, const Histogram& histogram) {
  out << name << "half of them at most " << Span{histogram.percentile(50)} << ", 99 % at most "
      << Span{histogram.percentile(99)} << ", the longest " << Span{histogram.longest()} << "\n";
}

/// One line for each bucket that is not empty.
void bars(Output& out, const Histogram& histogram) {
  constexpr std::string_view bar = "########################################";
  std::uint64_t most = 1;
  for (std::size_t bucket = 0; bucket != Histogram::buckets; ++bucket)
    most = std::max(most, histogram.count(bucket));
  for (std::size_t bucket = 0; bucket != Histogram::buckets; ++bucket) {
    const std::uint64_t count = histogram.count(bucket);
    if (count == 0) continue;
    const auto length = static_cast<std::size_t>((count * bar.size() + most - 1) / most);
    out << "    under " << Aligned{Histogram::end(bucket)} << "  " << bar.substr(0, length) << " " << count
        << "\n";
  }
}

void histogram_as_json(Output& out, const Histogram& histogram) {
  out << "{\"count\":" << histogram.all() << ",\"sum_us\":" << histogram.sum()
      << ",\"longest_us\":" << histogram.longest() << ",\"under_us\":{";
  std::string_view between;
  for (std::size_t bucket = 0; bucket != Histogram::buckets; ++bucket) {
    if (histogram.count(bucket) == 0) continue;
    out << between << "\"" << Histogram::end(bucket) << "\":" << histogram.count(bucket);
    between = ",";
  }
  out << "}}";
}

}  // namespace

void report_as_text(Output& out, const Report& report) {
  out << "monitor: " << word(report.kind) << ": " << report.text;
  if (!report.text.ends_with('\n')) out << "\n";
}

void report_as_json(Output& out, const Report& report) {
  out << "{\"kind\":\"" << word(report.kind) << "\",\"at_us\":" << report.at.count()
      << ",\"took_us\":" << report.took.count() << ",\"place\":" << Quoted{report.place}
      << ",\"name\":" << Quoted{report.name} << ",\"text\":" << Quoted{report.text} << "}\n";
}

void figures_as_text(Output& out, const Figures& figures) {
  out << "  " << figures.jobs << " jobs in " << figures.turns.all() << " turns; in the queue "
      << figures.depth << ", at most " << figures.deepest << "; tasks that have not ended "
      << figures.unfinished << "\n";
  out << "  worked " << Span{figures.turns.sum()} << ", waited " << Span{figures.waited} << "\n";
  if (figures.longest_at.known())
    out << "  the longest job took " << Span{figures.longest} << ", at " << figures.longest_at << "\n";
  spread(out, "  jobs stood in the queue: ", figures.lag);
  spread(out, "  turns took: ", figures.turns);
  bars(out, figures.turns);
  out << "  turns in which nothing ran and nothing was waited for " << figures.busy_turns
      << ", in which whoever ran is where he was " << figures.polling_turns << "\n";
  out << "  reports:";
  std::string_view between = " ";
  for (std::size_t i = 0; i != figures.reports.size(); ++i) {
    if (figures.reports[i] == 0) continue;
    out << between << Report::words[i] << " " << figures.reports[i];
    between = ", ";
  }
  out << (between == " " ? " none\n" : "\n");
}

void figures_as_json(Output& out, const Figures& figures) {
  out << "\"jobs\":" << figures.jobs << ",\"depth\":" << figures.depth << ",\"deepest\":" << figures.deepest
      << ",\"unfinished\":" << figures.unfinished << ",\"waited_us\":" << figures.waited
      << ",\"longest_us\":" << figures.longest << ",\"longest_at\":\"";
  if (figures.longest_at.known()) out << figures.longest_at;
  out << "\",\"busy_turns\":" << figures.busy_turns << ",\"polling_turns\":" << figures.polling_turns
      << ",\"lag\":";
  histogram_as_json(out, figures.lag);
  out << ",\"turns\":";
  histogram_as_json(out, figures.turns);
  out << ",\"reports\":{";
  for (std::size_t i = 0; i != figures.reports.size(); ++i)
    out << (i == 0 ? "\"" : ",\"") << Report::words[i] << "\":" << figures.reports[i];
  out << "}";
}

}  // namespace unroll::monitor
