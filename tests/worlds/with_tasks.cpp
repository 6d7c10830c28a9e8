#include "worlds/with_tasks.hpp"

namespace unroll::worlds {
namespace {

const Known<WithTasks> with_tasks_is_known;

}  // namespace
}  // namespace unroll::worlds
