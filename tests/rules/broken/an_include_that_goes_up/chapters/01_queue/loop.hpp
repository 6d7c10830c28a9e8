#include <vector>

#include "00_trace/trace.hpp"
#include "01_queue/job.hpp"
#include "02_callbacks/timers.hpp"
