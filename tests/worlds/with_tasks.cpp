#include "worlds/with_tasks.hpp"

namespace unroll::worlds {
namespace {

const Known<WithTasks> known;

}  // namespace
}  // namespace unroll::worlds
